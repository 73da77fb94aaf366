package io.understudy.prompts.language;

import io.understudy.guide.PromptSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the language of templates. A backslash before <code>[ ] { } |</code> or another backslash makes that character
 * an ordinary one; before anything else it is itself ordinary, so {@code \(} of other tools stays as it is.
 */
public final class PromptParser {
    public static final int MAX_DEPTH = 8;

    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    private static final String SPECIAL = "[]{}|\\";

    private final String field;
    private final String text;
    private final List<Problem> problems = new ArrayList<>();
    private int at;

    private PromptParser(String field, String text) {
        this.field = field;
        this.text = text;
    }

    /**
     * Reads a text to its end, whatever is in it.
     *
     * @param field named by the problems, see {@link Problem#field()}
     */
    public static Parsed parse(String field, String text) {
        PromptParser parser = new PromptParser(field, text);
        PromptTree tree = parser.sequence(0);
        return new Parsed(tree, parser.problems);
    }

    /** The words as a template spells them, so that they mean themselves. */
    public static String escape(String words) {
        StringBuilder escaped = new StringBuilder(words.length());
        for (int index = 0; index < words.length(); index++) {
            if (SPECIAL.indexOf(words.charAt(index)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(words.charAt(index));
        }
        return escaped.toString();
    }

    private PromptTree sequence(int depth) {
        Pieces pieces = new Pieces();
        while (at < text.length()) {
            char next = text.charAt(at);
            if (depth > 0 && (next == '|' || next == '}')) {
                break;
            }
            switch (next) {
                case '\\' -> escaped(pieces);
                case '[' -> slot(pieces);
                case '{' -> brace(pieces, depth);
                case ']' ->
                    stray(pieces, "This ] closes nothing. To have the bracket itself in the prompt, write \\].");
                case '}' -> stray(pieces, "This } closes nothing. To have the brace itself in the prompt, write \\}.");
                default -> pieces.words(next, at++);
            }
        }
        return pieces.tree();
    }

    private void escaped(Pieces pieces) {
        int start = at++;
        if (at < text.length() && SPECIAL.indexOf(text.charAt(at)) >= 0) {
            pieces.words(text.charAt(at++), start);
        } else {
            pieces.words('\\', start);
        }
    }

    private void stray(Pieces pieces, String words) {
        problems.add(Problem.error(field, new Span(at, at + 1), words));
        pieces.words(text.charAt(at), at);
        at++;
    }

    private void slot(Pieces pieces) {
        int start = at;
        int end = start + 1;
        while (end < text.length() && "[]{}|".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (end >= text.length() || text.charAt(end) != ']') {
            stray(
                    pieces,
                    "This [ is left open: slots are written " + PromptSlot.SCENE.token()
                            + ". To have the bracket itself in the prompt, write \\[.");
            return;
        }
        String name = text.substring(start + 1, end);
        Span span = new Span(start, end + 1);
        at = end + 1;
        Optional<PromptSlot> slot = PromptSlot.named(name);
        if (slot.isPresent()) {
            pieces.node(new Node.Slot(slot.get(), span));
            return;
        }
        problems.add(Problem.error(
                field,
                span,
                "There is no slot [" + name + "]. The slots are "
                        + Arrays.stream(PromptSlot.values())
                                .map(PromptSlot::token)
                                .collect(Collectors.joining(", "))
                        + "; something of your own is a variable, such as {outfit}."));
        pieces.raw(span);
    }

    private void brace(Pieces pieces, int depth) {
        int start = at;
        if (depth == MAX_DEPTH) {
            problems.add(Problem.error(
                    field,
                    new Span(start, start + 1),
                    "Choices are nested more than " + MAX_DEPTH + " deep here. Move the inner ones into a snippet."));
            at = behindClosing(start);
            pieces.raw(new Span(start, at));
            return;
        }
        int before = problems.size();
        Matcher count = Weight.count(text, at + 1);
        if (count.lookingAt()) {
            problems.add(Problem.error(
                    field,
                    new Span(start, count.end()),
                    "“" + count.group()
                            + "” takes several alternatives in another tool; here a choice takes one. Write a choice for"
                            + " each, such as {red|blue} {red|blue}."));
        }
        List<PromptTree> alternatives = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        do {
            at++;
            weights.add(weight());
            alternatives.add(sequence(depth + 1));
        } while (at < text.length() && text.charAt(at) == '|');
        if (at >= text.length()) {
            problems.subList(before, problems.size()).clear();
            problems.add(Problem.error(
                    field,
                    new Span(start, start + 1),
                    "This { is left open: a variable is written {outfit}, a choice {red|blue}. To have the brace itself"
                            + " in the prompt, write \\{."));
            pieces.raw(new Span(start, text.length()));
            return;
        }
        Span span = new Span(start, ++at);
        if (alternatives.size() > 1) {
            pieces.node(new Node.Choice(alternatives, weights, span));
        } else {
            named(pieces, span);
        }
    }

    private double weight() {
        Matcher written = Weight.at(text, at);
        if (!written.lookingAt()) {
            return 1;
        }
        double weight = Double.parseDouble(written.group(1));
        at = written.end();
        if (Weight.isSound(weight)) {
            return weight;
        }
        problems.add(Problem.error(
                field,
                new Span(written.start(1), written.end()),
                "A weight is above 0 and at most 1000, such as {2::red|blue}. An alternative that is never taken can be"
                        + " left out."));
        return 1;
    }

    /** The place behind the brace that closes this one, or the end of the text. */
    private int behindClosing(int start) {
        int open = 0;
        for (int place = start; place < text.length(); place++) {
            switch (text.charAt(place)) {
                case '\\' -> place++;
                case '{' -> open++;
                case '}' -> open--;
                default -> {}
            }
            if (open == 0) {
                return place + 1;
            }
        }
        return text.length();
    }

    private void named(Pieces pieces, Span span) {
        String inside = text.substring(span.start() + 1, span.end() - 1).strip().toLowerCase(Locale.ROOT);
        if (NAME.matcher(inside).matches()) {
            pieces.node(new Node.Variable(inside, span));
        } else if (inside.startsWith("@") && NAME.matcher(inside.substring(1)).matches()) {
            pieces.node(new Node.Snippet(inside.substring(1), span));
        } else {
            problems.removeIf(problem ->
                    problem.at().start() >= span.start() && problem.at().end() <= span.end());
            problems.add(Problem.error(
                    field,
                    span,
                    "{" + text.substring(span.start() + 1, span.end() - 1)
                            + "} is neither a variable nor a choice. A name has letters, digits, - and _, such as"
                            + " {outfit}; alternatives are separated by |, such as {red|blue}."));
            pieces.raw(span);
        }
    }

    private final class Pieces {
        private final List<Node> nodes = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private int start;

        void words(char character, int position) {
            if (words.isEmpty()) {
                start = position;
            }
            words.append(character);
        }

        void raw(Span span) {
            if (words.isEmpty()) {
                start = span.start();
            }
            words.append(text, span.start(), span.end());
        }

        void node(Node node) {
            flush(node.at().start());
            nodes.add(node);
        }

        PromptTree tree() {
            flush(at);
            return new PromptTree(nodes);
        }

        private void flush(int end) {
            if (!words.isEmpty()) {
                nodes.add(new Node.Words(words.toString(), new Span(start, end)));
                words.setLength(0);
            }
        }
    }
}
