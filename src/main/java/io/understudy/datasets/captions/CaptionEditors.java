package io.understudy.datasets.captions;

import java.util.List;
import java.util.stream.Stream;

public record CaptionEditors(List<CaptionEditor> editors) {
    static final CaptionEditors EMPTY = new CaptionEditors(List.of());

    public CaptionEditors {
        editors = List.copyOf(editors);
    }

    public List<CaptionEditor> others(String page) {
        return editors.stream().filter(editor -> !editor.page().equals(page)).toList();
    }

    CaptionEditors with(CaptionEditor editor) {
        return new CaptionEditors(
                Stream.concat(others(editor.page()).stream(), Stream.of(editor)).toList());
    }

    CaptionEditors without(String page) {
        return new CaptionEditors(others(page));
    }
}
