"""The server and the worker as processes that are killed and started again."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request


class Process:
    def __init__(self, name, command):
        self.name, self.command = name, command
        self.kills = 0
        self.running = None

    def start(self):
        self.running = subprocess.Popen(
            self.command,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self):
        self.end()
        self.kills += 1

    def end(self):
        """End it with all its children, without a chance to finish anything."""
        if self.running is None or self.running.poll() is not None:
            return
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


def server(port):
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    options = f"--host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4 --no-ws"
    return Process("server", [*granian, *options.split(), "config.wsgi:application"])


def worker():
    shell = [sys.executable, "-m", "django", "shell", "--verbosity=0", "-c"]
    return Process("worker", [*shell, "from tests.faults.work import main; main()"])


def wait_for(port):
    """Wait until the server answers; how long it takes to start is not what we test."""
    for _ in range(1200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The server does not start.")


class Killer(threading.Thread):
    """Kill one or the other at random moments, and start it again at once."""

    def __init__(self, portal, post, port, kills, seed):
        super().__init__(daemon=True)
        self.port, self.random = port, random.Random(seed)
        self.victims = ([portal, post, portal] * kills)[:kills]
        self.random.shuffle(self.victims)
        self.is_over = threading.Event()

    def run(self):
        for victim in self.victims:
            wait_for(self.port)
            if self.is_over.wait(self.random.uniform(0.02, 0.8)):
                return
            victim.kill()
            victim.start()

    def stop(self):
        self.is_over.set()
        if self.is_alive():
            self.join()
