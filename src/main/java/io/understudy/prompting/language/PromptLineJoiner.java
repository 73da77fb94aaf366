package io.understudy.prompting.language;

import java.util.ArrayList;
import java.util.List;

/** Joins pieces into one line without doubled spaces and without commas around nothing, and remembers who is who. */
final class PromptLineJoiner {
    private final StringBuilder characters = new StringBuilder();
    private final List<RenderedPiece> owners = new ArrayList<>();

    private PromptLineJoiner() {}

    static List<RenderedPiece> tidy(List<RenderedPiece> pieces) {
        PromptLineJoiner line = new PromptLineJoiner();
        StringBuilder raw = new StringBuilder();
        List<RenderedPiece> rawOwners = new ArrayList<>();
        for (RenderedPiece piece : pieces) {
            raw.append(piece.text());
            for (int index = 0; index < piece.text().length(); index++) {
                rawOwners.add(piece);
            }
        }
        int start = 0;
        boolean gap = false;
        while (start <= raw.length()) {
            int comma = raw.indexOf(",", start);
            int end = comma < 0 ? raw.length() : comma;
            gap |= !line.addSegment(raw, rawOwners, start, end, gap);
            start = end + 1;
        }
        return line.pieces();
    }

    static String text(List<RenderedPiece> tidied) {
        StringBuilder text = new StringBuilder();
        tidied.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    /** Adds what is between two commas; false when that is nothing. */
    private boolean addSegment(StringBuilder raw, List<RenderedPiece> rawOwners, int from, int to, boolean gap) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(raw.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(raw.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return false;
        }
        if (!characters.isEmpty()) {
            RenderedPiece owner = rawOwners.get(from - 1);
            add(',', owner);
            if (gap || start > from) {
                add(' ', owner);
            }
        }
        for (int index = start; index < end; index++) {
            char character = raw.charAt(index);
            if (!Character.isWhitespace(character)) {
                add(character, rawOwners.get(index));
            } else if (characters.charAt(characters.length() - 1) != ' ') {
                add(' ', rawOwners.get(index));
            }
        }
        return true;
    }

    private void add(char character, RenderedPiece owner) {
        characters.append(character);
        owners.add(owner);
    }

    @SuppressWarnings("ReferenceEquality") // equal pieces next to each other are two all the same
    private List<RenderedPiece> pieces() {
        List<RenderedPiece> pieces = new ArrayList<>();
        int start = 0;
        for (int index = 1; index <= owners.size(); index++) {
            if (index == owners.size() || owners.get(index) != owners.get(start)) {
                RenderedPiece owner = owners.get(start);
                pieces.add(new RenderedPiece(
                        characters.substring(start, index), owner.slot(), owner.variable(), owner.open()));
                start = index;
            }
        }
        return pieces;
    }
}
