package io.understudy.datasets.captions;

import java.util.List;

public record CaptionEditors(List<CaptionEditor> editors) {
    static final CaptionEditors EMPTY = new CaptionEditors(List.of());

    public CaptionEditors {
        editors = List.copyOf(editors);
    }

    public List<CaptionEditor> others(String page) {
        return editors.stream().filter(editor -> !editor.page().equals(page)).toList();
    }
}
