from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Store(Generic[Value]):
    """Things this process may forget, the least recently used given up first.

    `room` and sizes are in bytes; with no room nothing is kept.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Value, size: int) -> None:
        with self._lock:
            _, replaced = self._kept.pop(key, (value, 0))
            self._kept[key] = value, size
            self._size += size - replaced
            while self._size > self.room:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0
