package io.understudy.prompts.regression;

/** Examples wait to be generated again; published inside the transaction that wrote it down. */
record RegressionRequested(RegressionId check) {}
