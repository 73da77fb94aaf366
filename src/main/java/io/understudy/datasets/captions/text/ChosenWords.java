package io.understudy.datasets.captions.text;

import io.understudy.platform.core.Wording;
import io.understudy.platform.text.WordDiff;
import io.understudy.platform.text.WordDiff.Kind;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A caption made of the words that a person has and of those that are proposed, each taken or not. The person's own stay
 * until they are given up one by one.
 *
 * @param pieces in their order
 */
public record ChosenWords(List<Piece> pieces) {
    private static final Pattern EMPTY_TAG = Pattern.compile(",(?:\\s*,)+");
    private static final Pattern SPACE_BEFORE_SIGN = Pattern.compile("\\s+(?=[,.;:!?])");

    /** @param chosen whether it is in the caption; words that both have are always chosen */
    public record Piece(Kind kind, String text, boolean chosen) {
        public boolean isDecided() {
            return kind == Kind.SAME;
        }
    }

    public ChosenWords {
        pieces = List.copyOf(pieces);
    }

    /** @param takes whether the proposed words are chosen at first */
    public static ChosenWords of(String caption, String proposal, boolean takes) {
        return new ChosenWords(WordDiff.between(caption, proposal).stream()
                .map(part -> new Piece(part.kind(), part.text(), part.kind() != Kind.NEW || takes))
                .toList());
    }

    public ChosenWords toggled(int index) {
        return new ChosenWords(IntStream.range(0, pieces.size())
                .mapToObj(i -> i == index && !pieces.get(i).isDecided()
                        ? new Piece(
                                pieces.get(i).kind(),
                                pieces.get(i).text(),
                                !pieces.get(i).chosen())
                        : pieces.get(i))
                .toList());
    }

    public String text() {
        String joined = pieces.stream().filter(Piece::chosen).map(Piece::text).collect(Collectors.joining());
        String tags = EMPTY_TAG.matcher(CaptionText.clean(joined)).replaceAll(",");
        return Wording.withoutEdges(SPACE_BEFORE_SIGN.matcher(tags).replaceAll(""));
    }
}
