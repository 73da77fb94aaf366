package io.understudy.datasets;

import java.util.List;

public record CaptionRoom(List<CaptionEditor> editors) {
    static final CaptionRoom EMPTY = new CaptionRoom(List.of());

    public CaptionRoom {
        editors = List.copyOf(editors);
    }

    public List<CaptionEditor> others(String page) {
        return editors.stream().filter(editor -> !editor.page().equals(page)).toList();
    }
}
