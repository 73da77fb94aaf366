package io.understudy.shell;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

enum ShortcutGroup {
    EVERYWHERE(
            "Everywhere",
            "(?!)",
            new Keys("Ctrl + K", "search everything, run a command"),
            new Keys("?", "this list"),
            new Keys("Ctrl + Z", "undo what a notice offers to undo"),
            new Keys("Esc", "close a dialog")),
    PICTURES(
            "Pictures of a dataset",
            "characters/[^/]+/dataset",
            new Keys("←   →   ↑   ↓", "move from picture to picture"),
            new Keys("Space", "select or deselect"),
            new Keys("Shift + arrows", "extend the selection"),
            new Keys("Ctrl + A", "select all on the page"),
            new Keys("I   X", "include or leave out the selection"),
            new Keys("Delete", "remove the selection"),
            new Keys("Esc", "clear the selection")),
    CAPTIONS(
            "Captions",
            "characters/[^/]+/dataset",
            new Keys("Enter   Alt + ↓", "next caption"),
            new Keys("Alt + ↑", "previous caption"),
            new Keys("Alt + Z", "undo"),
            new Keys("Alt + Shift + Z", "redo")),
    VIEWER(
            "One picture, large",
            "characters/[^/]+/dataset",
            new Keys("←   →", "previous, next picture"),
            new Keys("+   -   0   1", "zoom in, zoom out, whole picture, actual size"),
            new Keys("Shift + arrows", "move the enlarged picture"),
            new Keys("B", "show or hide face boxes"),
            new Keys("X", "leave out or include"),
            new Keys("C", "crop: arrows move the frame, Shift + arrows size it, [ and ] turn")),
    COMPARISON(
            "Comparison of runs",
            "compare",
            new Keys("M   C", "next mode, swap the two pictures"),
            new Keys("N   P", "next, previous difference"),
            new Keys("+   -   0", "zoom in, zoom out, whole pictures"),
            new Keys("[   ]", "move the slider"),
            new Keys("F", "full screen"),
            new Keys("←   →", "on a picture: earlier, later step"),
            new Keys("↑   ↓   Alt + ←   Alt + →", "on a picture: move to its neighbour"),
            new Keys("Enter   Space", "on a picture: open it, blink now")),
    SHEET(
            "Test sheet",
            "sheets/[^/]+|characters/[^/]+/sheets/through-versions",
            new Keys("←   →   ↑   ↓", "move from cell to cell"),
            new Keys("Enter", "open the picture"),
            new Keys("M   Space", "next mode, blink now"),
            new Keys("F", "faces only, or whole pictures"),
            new Keys("X   G", "flag an artifact, show flagged only")),
    FLAG(
            "Flagging an artifact",
            "sheets/[^/]+",
            new Keys("Enter", "start a mark, keep it"),
            new Keys("←   →   ↑   ↓", "move it; with Shift, resize it"),
            new Keys("Esc", "discard it")),
    BLIND(
            "Blind comparison",
            "blind/[^/]+",
            new Keys("←   →", "left is better, right is better"),
            new Keys("↓   =", "tie"),
            new Keys("Backspace", "undo the last vote"),
            new Keys("+   -   0", "zoom in, zoom out, whole pictures")),
    LISTS(
            "Lists",
            "inbox|runs|characters|prompts|characters/[^/]+/(?:runs|versions|sheets|prompts|dataset/snapshots)",
            new Keys("J   K   Enter", "next, previous, open"),
            new Keys("M", "in the inbox: mark as read")),
    LARGE(
            "A sample or evidence, large",
            "runs/[0-9]+|versions/[^/]+",
            new Keys("←   →", "previous, next picture"),
            new Keys("S", "keep it next to the others, both zoomed alike; once more ends it"),
            new Keys("+   -   0   1", "zoom in, zoom out, whole picture, actual size"),
            new Keys("Shift + arrows", "move the enlarged picture")),
    REVIEW(
            "Reviews and versions",
            "reviews|versions/[^/]+",
            new Keys("J   K   O", "in the list: next, previous, open"),
            new Keys("1 – 9", "tick an item of the checklist"),
            new Keys("Ctrl + Enter", "while ticking: tick it and open the next item"),
            new Keys("A   R", "ask for review, sign off or approve; send back; each asks first"));

    record Keys(String keys, String meaning) {}

    private final String title;
    private final Pattern pages;
    private final List<Keys> keys;

    /** @param pages pattern of the paths of the pages that listen to them */
    ShortcutGroup(String title, String pages, Keys... keys) {
        this.title = title;
        this.pages = Pattern.compile(pages);
        this.keys = List.of(keys);
    }

    /** Those of the page first, then those of every page. */
    static List<ShortcutGroup> on(String path) {
        return Arrays.stream(values())
                .sorted(Comparator.comparing(group -> !group.worksOn(path)))
                .toList();
    }

    boolean worksOn(String path) {
        return pages.matcher(path).matches();
    }

    String title() {
        return title;
    }

    List<Keys> keys() {
        return keys;
    }
}
