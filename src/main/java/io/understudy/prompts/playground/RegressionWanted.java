package io.understudy.prompts.playground;

/** Examples wait to be generated again; published inside the transaction that wrote it down. */
record RegressionWanted(RegressionId check) {}
