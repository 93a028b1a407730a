"""What happens in the bot, counted for whoever watches it: the `prometheus_client` registry of one bot."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from index.answers import Answer

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The counters; each bot has its own, so that two in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._updates = Counter("bot_updates", "Updates by what became of them.", ["outcome"], registry=self.registry)
        self._sends = Counter("bot_sends", "Calls of Telegram by how they ended.", ["outcome"], registry=self.registry)
        self._retries = Counter("bot_retries", "Further attempts, by the error.", ["reason"], registry=self.registry)
        self._fetches = Counter(
            "bot_fetch_errors", "Fetches of updates that failed.", ["reason"], registry=self.registry
        )
        self._stages = Histogram(
            "bot_stage_seconds", "Seconds by stage.", ["stage"], buckets=SECONDS, registry=self.registry
        )
        self._questions = Counter("bot_questions", "Questions by outcome.", ["outcome"], registry=self.registry)
        self.waiting = Gauge("bot_updates_waiting", "Updates that wait for their answer.", registry=self.registry)
        self.lag = Gauge("bot_intake_lag_seconds", "Age of the oldest of them.", registry=self.registry)
        self.outbox = Gauge("bot_outbox_waiting", "Messages that wait to be sent.", registry=self.registry)
        self.storage = Gauge("bot_storage_ok", "Whether the database took what it was given.", registry=self.registry)
        self.fetched = Gauge("bot_fetch_age_seconds", "Seconds since Telegram answered.", registry=self.registry)

    def update(self, outcome: str, number: int = 1) -> None:
        """Count updates: done, failed, unreadable, dropped, flooded."""
        self._updates.labels(outcome).inc(number)

    def sent(self, outcome: str) -> None:
        """Count a call's end."""
        self._sends.labels(outcome).inc()

    def retried(self, reason: str) -> None:
        """Count a further attempt."""
        self._retries.labels(reason).inc()

    def fetch_failed(self, reason: str) -> None:
        """Count a fetch that failed."""
        self._fetches.labels(reason).inc()

    def stage(self, name: str, seconds: float) -> None:
        """Note how long something took: waiting in its chat's queue, search, handling as a whole."""
        self._stages.labels(name).observe(seconds)

    def asked(self, answer: Answer, milliseconds: float) -> None:
        """Count a question, and how long its search took."""
        self._questions.labels("answered" if answer.answered else "refused").inc()
        self.stage("search", milliseconds / 1000)
