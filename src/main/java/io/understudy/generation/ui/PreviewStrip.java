package io.understudy.generation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import io.understudy.generation.GenerationId;
import java.util.HashMap;
import java.util.Map;

/** The pictures that are being generated, as far as they are; the browser fetches each from the server's memory. */
class PreviewStrip extends Div {
    private final String path;
    private final Map<Integer, Image> images = new HashMap<>();

    PreviewStrip(GenerationId job) {
        path = "generations/" + job.value() + "/previews/";
        addClassName("generation-previews");
        setVisible(false);
    }

    /** @param numbers of the previews, by the positions of their pictures */
    void show(Map<Integer, Long> numbers) {
        images.entrySet().removeIf(shown -> {
            boolean gone = !numbers.containsKey(shown.getKey());
            if (gone) {
                remove(shown.getValue());
            }
            return gone;
        });
        numbers.forEach((position, number) ->
                images.computeIfAbsent(position, this::added).setSrc(path + position + "?" + number));
        setVisible(!numbers.isEmpty());
    }

    private Image added(int position) {
        Image image = new Image();
        image.setAlt("Preview of picture " + (position + 1));
        add(image);
        return image;
    }
}
