package io.understudy.story;

import java.time.Duration;
import java.util.List;

/** Counts what the straight way through a story takes; what people try on the side is left out. */
final class StepCounter {
    @FunctionalInterface
    interface Turn {
        void take() throws Exception;
    }

    private final List<Story> people;
    private final long begin = System.nanoTime();
    private long asideNanos;
    private int asideClicks;
    private int asideTexts;

    StepCounter(Story... people) {
        this.people = List.of(people);
    }

    void aside(Turn turn) throws Exception {
        long before = System.nanoTime();
        int clicks = allClicks();
        int texts = allTexts();
        turn.take();
        asideNanos += System.nanoTime() - before;
        asideClicks += allClicks() - clicks;
        asideTexts += allTexts() - texts;
    }

    int clicks() {
        return allClicks() - asideClicks;
    }

    String inWords() {
        Duration time = Duration.ofNanos(System.nanoTime() - begin - asideNanos);
        return "%d clicks, %d fields, %.1f minutes"
                .formatted(clicks(), allTexts() - asideTexts, time.toMillis() / 60_000.0);
    }

    private int allClicks() {
        return people.stream().mapToInt(Story::clicks).sum();
    }

    private int allTexts() {
        return people.stream().mapToInt(Story::texts).sum();
    }
}
