CREATE TABLE chats (
    id BIGINT NOT NULL,
    since DATE NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE questions (
    id INTEGER NOT NULL,
    day DATE NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    answered BOOLEAN NOT NULL,
    confidence FLOAT NOT NULL,
    milliseconds FLOAT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_questions_day ON questions (day);
CREATE TABLE opinions (
    id INTEGER NOT NULL,
    day DATE NOT NULL,
    passage_id TEXT NOT NULL,
    sentence SMALLINT NOT NULL,
    good BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    question TEXT,
    reason TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ix_opinions_day ON opinions (day);
CREATE TABLE schema_version (
    number INTEGER NOT NULL,
    PRIMARY KEY (number)
);
CREATE TABLE languages (
    chat_id BIGINT NOT NULL,
    fixed TEXT,
    heard TEXT,
    PRIMARY KEY (chat_id),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE TABLE turns (
    chat_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    said FLOAT NOT NULL,
    question TEXT NOT NULL,
    match_id TEXT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (chat_id, thread_id),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE INDEX ix_turns_said ON turns (said);
CREATE TABLE exchanges (
    chat_id BIGINT NOT NULL,
    question_id BIGINT NOT NULL,
    answer_id BIGINT NOT NULL,
    said FLOAT NOT NULL,
    PRIMARY KEY (chat_id, question_id),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE INDEX ix_exchanges_said ON exchanges (said);
CREATE TABLE subscriptions (
    chat_id BIGINT NOT NULL,
    hour SMALLINT NOT NULL,
    offset_minutes SMALLINT NOT NULL,
    language TEXT NOT NULL,
    last_sent DATE,
    PRIMARY KEY (chat_id),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE TABLE broadcasts (
    id INTEGER NOT NULL,
    day DATE NOT NULL,
    chat_id BIGINT,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE SET NULL
);
CREATE INDEX ix_broadcasts_chat_id ON broadcasts (chat_id);
CREATE TABLE sent_facts (
    chat_id BIGINT NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (chat_id, fact),
    FOREIGN KEY(chat_id) REFERENCES subscriptions (chat_id) ON DELETE CASCADE
);
CREATE TABLE deliveries (
    chat_id BIGINT NOT NULL,
    broadcast_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (chat_id, broadcast_id),
    FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE,
    FOREIGN KEY(broadcast_id) REFERENCES broadcasts (id) ON DELETE CASCADE
);
CREATE INDEX ix_deliveries_broadcast_id_state ON deliveries (broadcast_id, state);
INSERT INTO schema_version VALUES (1);
