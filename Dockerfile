# The bot on a CPU. docs/operating.md says how to build and run it.
FROM python:3.11-slim

# Letters for posters and charts in Japanese; Latin and Cyrillic ones come with the packages. No version is pinned:
# Debian keeps no older one.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

# All that is written goes into the volume: the index, the exported model, the database.
RUN useradd --system --uid 10001 --home-dir /data --create-home partnership
VOLUME /data

# The packages change less often than the program. torch is taken from an index of CPU builds where one is named.
WORKDIR /app
COPY requirements.lock scripts/environment.sh ./
ARG PIP_EXTRA_INDEX_URL
RUN pip install --no-cache-dir -r requirements.lock \
    && . ./environment.sh && fetch_bundled_model python /usr/local requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY index ./index
COPY corpus ./corpus
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .

ENV PARTNERSHIP_DATA=/data PYTHONUNBUFFERED=1
USER 10001
ENTRYPOINT ["partnership-bot"]
CMD ["run"]
