package io.understudy.platform.outages;

public interface DependencyProbe {
    Dependency dependency();

    /** Whether it is asked all the time, and not only while it is known to be away. */
    boolean always();

    /** Answers within a few seconds. */
    boolean answers();
}
