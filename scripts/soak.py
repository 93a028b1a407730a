"""Put the bot through faults and kills, and count what was lost or doubled.

The bot runs as a process of its own, as a service manager starts it, against the stand-in of the Bot API. Meanwhile it
is asked, killed, stopped and started again; Telegram fails in every way that the stand-in knows; the database is
locked; a second instance tries to start; updates come that nobody can read. Each question is somebody's only one, so
that no answer means lost, and two mean doubled. Which faults may double one is counted as well.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.preview import Conversation, StandIn  # noqa: E402
from bot.preview.faults import (  # noqa: E402
    Fault,
    bad_gateway,
    delayed,
    dropped,
    elsewhere,
    flood,
    internal_error,
    not_found,
    page,
    unauthorized,
)
from bot.settings import read_settings  # noqa: E402
from bot.storage.database import FILE_NAME  # noqa: E402

SAID = ("How many trees did Japan promise to plant?", "日本はモンゴルに何本の木を植えますか？", "/help", "/privacy")
FAULTS: dict[str, Callable[[], Fault]] = {
    "429": lambda: flood(1),
    "500": internal_error,
    "502": bad_gateway,
    "502 page": lambda: page(502),
    "200 page": lambda: page(200),
    "401": unauthorized,
    "404": not_found,
    "slow": lambda: delayed(1.5),
    "reset before": lambda: dropped(done=False),
    "reset after": lambda: dropped(done=True),
}
FEWEST_SECONDS = 60.0
"""So long the bot may take for what is open in the end."""


class Bot:
    """`partnership-bot run`, again and again."""

    def __init__(self, telegram: StandIn, log: Path) -> None:
        self._log = log
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
        }
        self.process = self.launch()

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start an instance."""
        with self._log.open("ab") as log:
            command = [sys.executable, "-m", "bot", "run"]
            return subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def end(self, number: signal.Signals) -> None:
        """End it with a signal, and wait until it has."""
        self.process.send_signal(number)
        self.process.wait(60)

    def memory(self) -> float:
        """Megabytes that it holds; 0 where it is not running or the system does not say."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        except OSError:
            return 0.0
        lines = dict(line.partition(":")[::2] for line in status.splitlines())
        return int(lines.get("VmRSS", "0").split()[0]) / 1024


class Soak:
    """One run and what came of it."""

    def __init__(self, telegram: StandIn, bot: Bot, data: Path, seed: int) -> None:
        self._telegram, self._bot, self._data = telegram, bot, data
        self._any = random.Random(seed)  # noqa: S311 - it is to be the same again
        self._asked: list[tuple[float, Conversation]] = []
        self.happened: Counter[str] = Counter()
        self.memory: list[tuple[float, float]] = []

    def run(self, seconds: float, a_second: float) -> None:
        """Ask and disturb for so long, then let it finish."""
        begin = time.monotonic()
        disturb = time.monotonic() + 5
        while (now := time.monotonic()) - begin < seconds:
            self._ask()
            if now > disturb:
                self._disturb()
                disturb = now + self._any.uniform(1.0, 4.0)
            self.memory.append((now - begin, self._bot.memory()))
            time.sleep(self._any.expovariate(a_second))
        self._telegram.faults.waiting.clear()
        end = time.monotonic() + FEWEST_SECONDS
        while time.monotonic() < end and not all(answers(chat) for _, chat in self._asked):
            time.sleep(0.1)
        time.sleep(1.0)

    def report(self) -> dict[str, Any]:
        """Count."""
        counts = Counter(len(answers(chat)) for _, chat in self._asked)
        waits = sorted(first - asked for asked, chat in self._asked if (first := first_answer(chat)))
        return {
            "asked": len(self._asked),
            "lost": counts[0],
            "once": counts[1],
            "twice": counts[2],
            "more often": sum(number for times, number in counts.items() if times > 2),
            "happened": dict(sorted(self.happened.items())),
            "seconds to the answer": {
                name: round(waits[int(share * (len(waits) - 1))], 2)
                for name, share in (("median", 0.5), ("95 %", 0.95), ("longest", 1.0))
                if waits
            },
            "megabytes": {"first": round(_of_middle(self.memory, 0.1)), "last": round(_of_middle(self.memory, 0.9))},
        }

    def waits(self) -> list[tuple[float, float]]:
        """When each was asked, and how long the answer took."""
        begin = self._asked[0][0]
        return [(asked - begin, first - asked) for asked, chat in self._asked if (first := first_answer(chat))]

    def _ask(self) -> None:
        number = len(self._asked)
        chat = self._telegram.chat(self._telegram.person(f"P{number}"))
        self._asked.append((time.time(), chat))
        chat.send(self._any.choice(SAID))

    def _disturb(self) -> None:
        happens = self._any.choices(
            (self._fail, self._kill, self._stop, self._poison, self._lock, self._second, self._elsewhere),
            (60, 8, 4, 10, 5, 3, 5),
        )[0]
        happens()

    def _fail(self) -> None:
        name = self._any.choice(list(FAULTS))
        method = self._any.choice(("sendMessage", "sendMessage", "getUpdates"))
        number = self._any.randint(1, 3)
        self._telegram.faults.next(method, *[FAULTS[name]() for _ in range(number)])
        self.happened[f"{name} on {method}"] += number

    def _kill(self) -> None:
        self._bot.end(signal.SIGKILL)
        self.happened["SIGKILL"] += 1
        self._bot.process = self._bot.launch()

    def _stop(self) -> None:
        self._bot.end(signal.SIGTERM)
        self.happened["SIGTERM"] += 1
        # Before it listens to signals it simply ends, as programs do.
        self.happened["SIGTERM that ended with an error"] += self._bot.process.returncode not in (0, -signal.SIGTERM)
        self._bot.process = self._bot.launch()

    def _poison(self) -> None:
        updates = self._telegram.world.updates
        content = self._any.choice(({"message": {"date": "x"}}, {"message": [1]}, {"poll": 3}, {"x": {}}))
        with self._telegram.world.changes.lock:
            updates.pending.append({"update_id": updates._next, **content})  # noqa: SLF001 - nobody else sends such
            updates._next += 1  # noqa: SLF001
            self._telegram.world.changes.wake()
        self.happened["unreadable update"] += 1

    def _lock(self) -> None:
        with closing(sqlite3.connect(self._data / FILE_NAME, timeout=1)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return
            time.sleep(self._any.uniform(0.5, 6.0))
            other.rollback()
        self.happened["locked database"] += 1

    def _second(self) -> None:
        second = self._bot.launch()
        self.happened["second instance"] += 1
        self.happened["second instance that was let in"] += second.wait(60) != 1

    def _elsewhere(self) -> None:
        self._telegram.faults.next("getUpdates", elsewhere())
        self.happened["409 on getUpdates"] += 1


def answers(chat: Conversation) -> list[Any]:
    """What the bot said in a chat."""
    with chat.world.changes.lock:
        return [message for message in chat.messages if message.sender != chat.person]


def first_answer(chat: Conversation) -> float | None:
    """When the first answer came, to the second, as Telegram says it."""
    found = answers(chat)
    return float(found[0].date) if found else None


def plot(soak: Soak, file: Path) -> None:
    """Draw memory and waits over time."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(8, 5), layout="constrained")
    above.plot(*zip(*soak.memory, strict=True), linewidth=0.8)
    above.set_ylabel("memory, MB")
    below.plot(*zip(*soak.waits(), strict=True), ".", markersize=2)
    below.set_ylabel("seconds to the answer")
    below.set_xlabel("seconds")
    figure.savefig(file, dpi=110)


def main() -> int:
    """Run it; 1 where something was lost, or came more than twice."""
    options = argparse.ArgumentParser(prog="scripts/soak", description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=3600.0, help="how long (default: an hour)")
    options.add_argument("--rate", type=float, default=3.0, help="questions a second (default: 3)")
    options.add_argument("--seed", type=int, default=1, help="which faults, and when (default: 1)")
    options.add_argument("--log", type=Path, help="the bot's log (default: a file that is deleted)")
    options.add_argument("--json", type=Path, help="write the counts to a file")
    options.add_argument("--plot", type=Path, help="draw memory and waits over time")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, StandIn() as telegram:
        bot = Bot(telegram, chosen.log or Path(folder) / "log")
        soak = Soak(telegram, bot, read_settings().data, chosen.seed)
        try:
            soak.run(chosen.seconds, chosen.rate)
        finally:
            bot.end(signal.SIGTERM)
    report = soak.report()
    text = json.dumps(report, ensure_ascii=False, indent=1)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", "utf-8")
    if chosen.plot:
        plot(soak, chosen.plot)
    wrong = report["lost"] + report["more often"] + report["happened"].get("second instance that was let in", 0)
    return 1 if wrong else 0


def _of_middle(memory: list[tuple[float, float]], share: float) -> float:
    """Give the median memory of a tenth of the run around a share of it."""
    middle = int(share * len(memory))
    near = sorted(
        held for _, held in memory[max(0, middle - len(memory) // 20) : middle + len(memory) // 20 + 1] if held
    )
    return near[len(near) // 2] if near else 0.0


if __name__ == "__main__":
    sys.exit(main())
