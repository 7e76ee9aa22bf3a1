"""Sets of small numbers as Python integers: bit i says that number i is in the set."""

from collections.abc import Collection, Iterator

_STEP = 256
_ONE = ord("1")


def bitmap(numbers: Collection[int], size: int) -> int:
    """Return the bitmap of `numbers`, each below `size`.

    A few are set in bytes; for many it is quicker to write the binary digits and have
    them read as a whole, which costs about as much as setting a hundredth of all bits.
    """
    if len(numbers) * 100 < size:
        octets = bytearray(size // 8 + 1)
        for number in numbers:
            octets[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(b"0") * (size + 1)
    for number in numbers:
        digits[~number] = _ONE
    return int(digits, 2)


def members(bits: int, start: int = 0) -> Iterator[int]:
    """Yield the numbers in the set in rising order, leaving out the first `start`.

    What is left out is skipped in steps of 256 bytes, so that a deep page costs
    little more than the first.
    """
    octets = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    for offset in range(0, len(octets), _STEP):
        part = int.from_bytes(octets[offset : offset + _STEP], "little")
        count = part.bit_count()
        if start >= count:
            start -= count
            continue
        while part:
            lowest = part & -part
            if start:
                start -= 1
            else:
                yield offset * 8 + lowest.bit_length() - 1
            part ^= lowest
