package io.understudy.bundle.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.bundle.MalformedBundleException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** A row exactly as the database has it; JSON stays text, because its bytes are what was hashed. */
public record TrailRow(
        long sequence,
        Instant at,
        UUID actorId,
        String actorName,
        String verb,
        String subjectType,
        String subjectId,
        String subjectName,
        String beforeJson,
        String afterJson,
        @Nullable String remoteAddress,
        @Nullable String requestId,
        String previousHash,
        String hash) {
    /** What the first row of a trail names as the hash before it. */
    public static final String NO_ROW = "0".repeat(64);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /**
     * The first thing that is wrong in a chain.
     *
     * @param sequence of the row that is missing or is not what it was
     */
    public record Break(long sequence, String words) {}

    /** @throws MalformedBundleException when the text is not what {@link #line()} gives */
    public static TrailRow parsed(String line) {
        TrailRow row;
        try {
            row = MAPPER.readValue(line, TrailRow.class);
        } catch (JacksonException e) {
            throw new MalformedBundleException("This is not a row of an audit trail: " + e.getOriginalMessage(), e);
        }
        if (row == null
                || Stream.<@Nullable Object>of(
                                row.at,
                                row.actorId,
                                row.actorName,
                                row.verb,
                                row.subjectType,
                                row.subjectId,
                                row.subjectName,
                                row.beforeJson,
                                row.afterJson,
                                row.previousHash,
                                row.hash)
                        .anyMatch(Objects::isNull)) {
            throw new MalformedBundleException("This is not a row of an audit trail: something in it is missing.");
        }
        return row;
    }

    /** The row as JSON on one line, with all that its hash covers. */
    public String line() {
        return MAPPER.writeValueAsString(this);
    }

    /** What its hash has to be. */
    public String contentHash() {
        return ChainHash.of(this);
    }

    public TrailRow withHash(String newHash) {
        return new TrailRow(
                sequence,
                at,
                actorId,
                actorName,
                verb,
                subjectType,
                subjectId,
                subjectName,
                beforeJson,
                afterJson,
                remoteAddress,
                requestId,
                previousHash,
                newHash);
    }

    /**
     * What is wrong when this row comes behind another one.
     *
     * @param before the number of that row; 0 where this is the first
     * @param hashBefore of that row, or {@link #NO_ROW}
     */
    public Optional<Break> breakBehind(long before, String hashBefore) {
        if (sequence <= before) {
            return Optional.of(
                    new Break(sequence, "Row " + number(sequence) + " comes again behind row " + number(before)));
        }
        if (sequence != before + 1) {
            return Optional.of(missing(before + 1));
        }
        if (!previousHash.equals(hashBefore)) {
            return Optional.of(new Break(
                    sequence,
                    before == 0
                            ? "Row " + number(sequence) + " was altered"
                            : "Row " + number(sequence) + " does not continue row " + number(before)
                                    + ": one of the two was altered"));
        }
        return contentHash().equals(hash)
                ? Optional.empty()
                : Optional.of(new Break(sequence, "Row " + number(sequence) + " was altered"));
    }

    public static Break missing(long sequence) {
        return new Break(sequence, "Row " + number(sequence) + " is missing");
    }

    /** A number of a row, or of rows, as people read it. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }
}
