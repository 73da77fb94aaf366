package io.understudy.api;

import io.understudy.api.problems.RequestProblem;
import io.understudy.platform.core.Sha256;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The entity tag of something that several people edit: who changes it sends the tag of what they have read. */
public record Revision(String tag) {
    private static final int TAG_BYTES = 16;

    /** A map has no order that other servers share. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public static Revision of(long rowVersion) {
        return new Revision("\"" + rowVersion + "\"");
    }

    public static Revision of(String text) {
        return new Revision("\"" + HexFormat.of().formatHex(Sha256.of(text), 0, TAG_BYTES) + "\"");
    }

    /** Of what an answer says, as a whole: an answer that is the same has the same one. */
    public static Revision ofAnswer(Record answer) {
        return of(JSON.writeValueAsString(answer));
    }

    public static <T extends Record> ResponseEntity<T> answer(T found) {
        return ResponseEntity.ok().eTag(ofAnswer(found).tag()).body(found);
    }

    /** As {@link #require}, where a change needs no revision: its words or the state say all. */
    public void check(@Nullable String ifMatch) {
        if (ifMatch != null) {
            require(ifMatch);
        }
    }

    /** As {@link #require}, where "whatever is there" is no answer: what is signed has to have been read. */
    public void requireRead(@Nullable String ifMatch) {
        require(ifMatch, false);
    }

    /**
     * @param ifMatch the header of the request
     * @throws RequestProblem with 428 when it is missing, and with 412 when it names another revision
     */
    public void require(@Nullable String ifMatch) {
        require(ifMatch, true);
    }

    private void require(@Nullable String ifMatch, boolean any) {
        if (ifMatch == null) {
            throw new RequestProblem(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "If-Match",
                    "Send the ETag of what you have read as If-Match, so that no change of someone else is lost.");
        }
        // A weak tag says that something is alike, and If-Match asks whether it is the same.
        boolean named = ETag.parse(ifMatch).stream()
                .anyMatch(read -> (any && read.isWildcard())
                        || (!read.weak() && read.formattedTag().equals(tag)));
        if (!named) {
            throw new RequestProblem(
                    HttpStatus.PRECONDITION_FAILED,
                    "If-Match",
                    "It was changed since you read it. Read it again and repeat your change.");
        }
    }
}
