package io.understudy.story;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Counts what the straight way through a story takes; what people try on the side is left out. */
final class StepCounter {
    @FunctionalInterface
    interface Turn {
        void take() throws Exception;
    }

    private record Steps(int clicks, int texts, int addresses) {
        static Steps of(List<Story> people) {
            return new Steps(
                    people.stream().mapToInt(Story::clicks).sum(),
                    people.stream().mapToInt(Story::texts).sum(),
                    people.stream().mapToInt(Story::addresses).sum());
        }

        Steps plus(Steps other) {
            return new Steps(clicks + other.clicks, texts + other.texts, addresses + other.addresses);
        }

        Steps minus(Steps other) {
            return new Steps(clicks - other.clicks, texts - other.texts, addresses - other.addresses);
        }
    }

    private final List<Story> people;
    private final long begin = System.nanoTime();
    private final long comparedBefore;
    private long asideNanos;
    private boolean comparesWidths;
    private Steps aside = new Steps(0, 0, 0);

    StepCounter(Story... people) {
        this.people = List.of(people);
        this.comparedBefore = comparedNanos();
    }

    /** Until it ends, each control of the straight way is looked for in {@link Story#WIDTHS}, too. */
    void compareWidths(boolean compared) {
        comparesWidths = compared;
        people.forEach(person -> person.compareWidths(compared));
    }

    private long comparedNanos() {
        return people.stream().mapToLong(Story::comparedNanos).sum();
    }

    void aside(Turn turn) throws Exception {
        long before = System.nanoTime();
        Steps steps = Steps.of(people);
        people.forEach(person -> person.compareWidths(false));
        try {
            turn.take();
        } finally {
            people.forEach(person -> person.compareWidths(comparesWidths));
        }
        asideNanos += System.nanoTime() - before;
        aside = aside.plus(Steps.of(people).minus(steps));
    }

    /** Clicks and key presses. */
    int clicks() {
        return taken().clicks();
    }

    /** What {@link #clicks} would have been in a window of this width. */
    int clicks(int width) {
        return clicks()
                + people.stream()
                        .mapToInt(person -> person.clicks(width) - person.clicks())
                        .sum();
    }

    /** What people cannot see in a window of this width without one click more. */
    List<String> hidden(int width) {
        return people.stream().flatMap(person -> person.hidden(width).stream()).toList();
    }

    /** Addresses that were typed instead of following a link. */
    int addresses() {
        return taken().addresses();
    }

    Duration time() {
        return Duration.ofNanos(System.nanoTime() - begin - asideNanos - (comparedNanos() - comparedBefore));
    }

    String inWords() {
        return "%d clicks and keys, %d fields, %.1f minutes; %s"
                .formatted(
                        clicks(),
                        taken().texts(),
                        time().toMillis() / 60_000.0,
                        Story.WIDTHS.stream()
                                .map(width -> "%d at %d px %s".formatted(clicks(width), width, hidden(width)))
                                .collect(Collectors.joining(", ")));
    }

    private Steps taken() {
        return Steps.of(people).minus(aside);
    }
}
