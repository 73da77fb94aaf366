package io.understudy.shell;

import java.util.List;

enum ShortcutGroup {
    EVERYWHERE("Everywhere", new Keys("?", "this list")),
    PICTURES(
            "Pictures of a dataset",
            new Keys("← → ↑ ↓", "move from picture to picture"),
            new Keys("Space", "select or deselect"),
            new Keys("Shift + arrows", "extend the selection"),
            new Keys("Ctrl + A", "select all on the page"),
            new Keys("I   X", "include or leave out the selection"),
            new Keys("Delete", "remove the selection"),
            new Keys("Esc", "clear the selection")),
    CAPTIONS(
            "Captions",
            new Keys("Enter   Alt + ↓", "next caption"),
            new Keys("Alt + ↑", "previous caption"),
            new Keys("Alt + Z", "undo"),
            new Keys("Alt + Shift + Z", "redo")),
    VIEWER(
            "One picture, large",
            new Keys("← →", "previous, next picture"),
            new Keys("+   -   0   1", "zoom in, zoom out, whole picture, actual size"),
            new Keys("Shift + arrows", "move the enlarged picture"),
            new Keys("B", "show or hide face boxes"),
            new Keys("X", "leave out or include"),
            new Keys("C", "crop: arrows move the frame, Shift + arrows size it, [ and ] turn")),
    COMPARISON(
            "Comparison of runs",
            new Keys("M   C", "next mode, swap the two pictures"),
            new Keys("N   P", "next, previous difference"),
            new Keys("+   -   0", "zoom in, zoom out, whole pictures"),
            new Keys("[   ]", "move the slider"),
            new Keys("F", "full screen"),
            new Keys("← →", "on a picture: earlier, later step"),
            new Keys("↑ ↓   Alt + ← →", "on a picture: move to its neighbour"),
            new Keys("Enter   Space", "on a picture: open it, blink now")),
    SHEET(
            "Test sheet",
            new Keys("← → ↑ ↓", "move from cell to cell"),
            new Keys("Enter", "open the picture"),
            new Keys("M   Space", "next mode, blink now"),
            new Keys("F", "faces only, or whole pictures"),
            new Keys("X   G", "flag an artifact, show flagged only")),
    FLAG(
            "Flagging an artifact",
            new Keys("Enter", "start a mark, keep it"),
            new Keys("← → ↑ ↓", "move it; with Shift, resize it"),
            new Keys("Esc", "discard it")),
    BLIND(
            "Blind comparison",
            new Keys("←   →", "left is better, right is better"),
            new Keys("↓   =", "tie"),
            new Keys("Backspace", "undo the last vote"),
            new Keys("+   -   0", "zoom in, zoom out, whole pictures")),
    REVIEW(
            "Reviews and versions",
            new Keys("J   K   O", "in the list: next, previous, open"),
            new Keys("1 – 9", "tick an item of the checklist"),
            new Keys("A   R", "sign off or approve, send back; each asks first"));

    record Keys(String keys, String meaning) {}

    private final String title;
    private final List<Keys> keys;

    ShortcutGroup(String title, Keys... keys) {
        this.title = title;
        this.keys = List.of(keys);
    }

    String title() {
        return title;
    }

    List<Keys> keys() {
        return keys;
    }
}
