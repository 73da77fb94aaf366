package io.understudy.training.lists;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a list can show of a run, sort by, and, where it is a setting or a result in numbers, filter by range. */
public enum RunColumn {
    NUMBER("Run", "number", false),
    SAMPLE("Sample", "", false),
    CHARACTER("Character", "", false),
    STATE("State", "state", false),
    BACKEND("Backend", "backend", false),
    STEPS("Steps", "steps", true),
    RANK("Rank", "lora_rank", true),
    ALPHA("Alpha", "alpha", true),
    LEARNING_RATE("Learning rate", "learning_rate", true),
    BATCH_SIZE("Batch size", "batch_size", true),
    RESOLUTION("Resolution, px", "resolution", true),
    SEED("Seed", "seed", false),
    CURVE("Loss curve", "", false),
    LOSS("Loss, smoothed", "loss", true),
    TRAINED("Time trained", "(earlier_seconds + attempt_seconds)", false),
    TIME_PER_STEP("Time per step", "(nullif(attempt_seconds, 0) / nullif(current_step - attempt_from_step, 0))", false),
    ATTEMPTS("Attempts", "attempt", false),
    LORA_SIZE("LoRA file", "lora_size", false),
    COST("Cost", RunListSql.COST, false),
    TAGS("Tags", RunListSql.TAGS, false),
    NOTE("Note", "lower(nullif(note, ''))", false),
    TRIGGER_WORD("Trigger word", "trigger_word", false),
    LAUNCHED_BY("Launched by", "launched_by_name", false),
    LAUNCHED("Launched", "launched_at", false),
    FINISHED("Finished", "finished_at", false);

    private final String label;
    private final String expression;
    private final boolean range;

    RunColumn(String label, String expression, boolean range) {
        this.label = label;
        this.expression = expression;
        this.range = range;
    }

    public String label() {
        return label;
    }

    /** As addresses of pages say it: {@code learning-rate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isSortable() {
        return !expression.isEmpty();
    }

    public boolean hasRange() {
        return range;
    }

    public static List<RunColumn> ranges() {
        return Arrays.stream(values()).filter(RunColumn::hasRange).toList();
    }

    public static Optional<RunColumn> of(String word) {
        return Arrays.stream(values())
                .filter(column -> column.word().equals(word))
                .findFirst();
    }

    String expression() {
        return expression;
    }
}
