package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
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
    private final List<TemplateProblem> problems = new ArrayList<>();
    private int at;

    private PromptParser(String field, String text) {
        this.field = field;
        this.text = text;
    }

    /**
     * Reads a text to its end, whatever is in it.
     *
     * @param field named by the problems, see {@link TemplateProblem#field()}
     */
    public static ParsedPrompt parse(String field, String text) {
        PromptParser parser = new PromptParser(field, text);
        PromptTree tree = parser.sequence(0);
        return new ParsedPrompt(tree, parser.problems);
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
        problems.add(TemplateProblem.error(field, new TextSpan(at, at + 1), words));
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
        TextSpan span = new TextSpan(start, end + 1);
        at = end + 1;
        Optional<PromptSlot> slot = PromptSlot.named(name);
        if (slot.isPresent()) {
            pieces.node(new PromptNode.Slot(slot.get(), span));
            return;
        }
        problems.add(TemplateProblem.error(
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
            problems.add(TemplateProblem.error(
                    field,
                    new TextSpan(start, start + 1),
                    "Choices are nested more than " + MAX_DEPTH + " deep here. Move the inner ones into a snippet."));
            int end = behindClosing(text, start);
            at = end < 0 ? text.length() : end;
            pieces.raw(new TextSpan(start, at));
            return;
        }
        int before = problems.size();
        Matcher counted = ChoiceCount.at(text, at + 1);
        ChoiceCount count = null;
        if (counted.lookingAt()) {
            count = count(counted);
            at = counted.end() - 1;
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
            problems.add(TemplateProblem.error(
                    field,
                    new TextSpan(start, start + 1),
                    "This { is left open: a variable is written {outfit}, a choice {red|blue}. To have the brace itself"
                            + " in the prompt, write \\{."));
            pieces.raw(new TextSpan(start, text.length()));
            return;
        }
        TextSpan span = new TextSpan(start, ++at);
        if (alternatives.size() > 1 || count != null) {
            pieces.node(new PromptNode.Choice(alternatives, weights, count == null ? ChoiceCount.ONE : count, span));
        } else {
            named(pieces, span);
        }
    }

    private ChoiceCount count(Matcher written) {
        ChoiceCount count = ChoiceCount.of(written);
        if (count.isSound()) {
            return count;
        }
        problems.add(TemplateProblem.error(
                field,
                new TextSpan(written.start(), written.end()),
                "A choice takes at least 1 of its alternatives, the smaller number first, such as {2$$red|blue|green} or"
                        + " {0-2$$red|blue|green}."));
        return ChoiceCount.ONE;
    }

    private double weight() {
        Matcher written = ChoiceWeight.at(text, at);
        if (!written.lookingAt()) {
            return 1;
        }
        double weight = Double.parseDouble(written.group(1));
        at = written.end();
        if (ChoiceWeight.isSound(weight)) {
            return weight;
        }
        problems.add(TemplateProblem.error(
                field,
                new TextSpan(written.start(1), written.end()),
                "A weight is above 0 and at most 1000, such as {2::red|blue}. An alternative that is never taken can be"
                        + " left out."));
        return 1;
    }

    /** The place behind the brace that closes the one at a place, or -1. */
    public static int behindClosing(String text, int start) {
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
        return -1;
    }

    private void named(Pieces pieces, TextSpan span) {
        String inside = text.substring(span.start() + 1, span.end() - 1).strip().toLowerCase(Locale.ROOT);
        if (NAME.matcher(inside).matches()) {
            pieces.node(new PromptNode.Variable(inside, span));
        } else if (inside.startsWith("@") && NAME.matcher(inside.substring(1)).matches()) {
            pieces.node(new PromptNode.Snippet(inside.substring(1), span));
        } else {
            problems.removeIf(problem ->
                    problem.at().start() >= span.start() && problem.at().end() <= span.end());
            problems.add(TemplateProblem.error(
                    field,
                    span,
                    "{" + text.substring(span.start() + 1, span.end() - 1)
                            + "} is neither a variable nor a choice. A name has letters, digits, - and _, such as"
                            + " {outfit}; alternatives are separated by |, such as {red|blue}."));
            pieces.raw(span);
        }
    }

    private final class Pieces {
        private final List<PromptNode> nodes = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private int start;

        void words(char character, int position) {
            if (words.isEmpty()) {
                start = position;
            }
            words.append(character);
        }

        void raw(TextSpan span) {
            if (words.isEmpty()) {
                start = span.start();
            }
            words.append(text, span.start(), span.end());
        }

        void node(PromptNode node) {
            flush(node.at().start());
            nodes.add(node);
        }

        PromptTree tree() {
            flush(at);
            return new PromptTree(nodes);
        }

        private void flush(int end) {
            if (!words.isEmpty()) {
                nodes.add(new PromptNode.Words(words.toString(), new TextSpan(start, end)));
                words.setLength(0);
            }
        }
    }
}
