package io.understudy.shell;

import java.util.List;

enum KeyboardPlace {
    EVERYWHERE("Everywhere", new Keys("?", "this list")),
    PICTURES(
            "Pictures of a dataset",
            new Keys("← → ↑ ↓", "walk from picture to picture"),
            new Keys("Space", "choose, or choose no more"),
            new Keys("Shift + arrows", "choose on the way"),
            new Keys("Ctrl + A", "choose all of the page"),
            new Keys("I   X", "include, leave out what is chosen"),
            new Keys("Delete", "remove what is chosen"),
            new Keys("Esc", "choose none")),
    CAPTIONS(
            "Captions",
            new Keys("Enter   Alt + ↓", "to the next caption"),
            new Keys("Alt + ↑", "to the one before"),
            new Keys("Alt + Z", "undo"),
            new Keys("Alt + Shift + Z", "redo")),
    VIEWER(
            "One picture, large",
            new Keys("← →", "to the one before, to the next"),
            new Keys("+   -   0   1", "larger, smaller, all of it, pixel for pixel"),
            new Keys("Shift + arrows", "move what is enlarged"),
            new Keys("B", "hide the faces' boxes, or show them"),
            new Keys("X", "leave out, or include"),
            new Keys("C", "crop: arrows move the frame, Shift + arrows size it, [ and ] turn")),
    COMPARISON(
            "Comparison of runs",
            new Keys("M   C", "next way of comparing, swap the two"),
            new Keys("N   P", "next difference, the one before"),
            new Keys("+   -   0", "enlarge all pictures, make smaller, all of it"),
            new Keys("[   ]", "move the slider"),
            new Keys("F", "full screen"),
            new Keys("← →", "on a picture: an earlier step, a later one"),
            new Keys("↑ ↓   Alt + ← →", "on a picture: to its neighbour"),
            new Keys("Enter   Space", "on a picture: large, and turn while blinking")),
    SHEET(
            "Test sheet",
            new Keys("← → ↑ ↓", "walk from cell to cell"),
            new Keys("Enter", "open the picture"),
            new Keys("M   Space", "next way of comparing, turn while blinking"),
            new Keys("F", "faces only, or whole pictures"),
            new Keys("X   G", "flag an artifact, show only what is flagged")),
    FLAG(
            "Flagging an artifact",
            new Keys("Enter", "begin a mark, keep it"),
            new Keys("← → ↑ ↓", "move it; with Shift: size it"),
            new Keys("Esc", "take it back")),
    BLIND(
            "Blind comparison",
            new Keys("←   →", "the left one, the right one is better"),
            new Keys("↓   =", "no difference"),
            new Keys("Backspace", "take the last vote back"),
            new Keys("+   -   0", "enlarge both, make smaller, all of them")),
    REVIEW(
            "Reviews and versions",
            new Keys("J   K   O", "in the list: next, the one before, open"),
            new Keys("1 – 9", "tick an item of the checklist"),
            new Keys("A   R", "sign off or approve, send back: each asks first"));

    record Keys(String keys, String meaning) {}

    private final String title;
    private final List<Keys> keys;

    KeyboardPlace(String title, Keys... keys) {
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
