package io.understudy.support;

/** A bean of the tests that {@link FreshDatabase} puts back to its start before each test. */
public interface TestState {
    void reset();
}
