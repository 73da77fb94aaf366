package io.understudy.datasets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.quality.PictureMeasures;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.storage.BlobUrls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

@Tag("picture-stage")
class PictureStage extends HtmlContainer {
    private static final JsonMapper JSON = JsonMapper.shared();

    record Frame(int x, int y, int width, int height) {}

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/picture-stage.js");
    }

    void onWalk(IntConsumer walk) {
        getElement()
                .addEventListener("walk", event -> walk.accept(event.getEventDetail(Integer.class)))
                .addEventDetail();
    }

    /** @param act receives what a key asked for: use, crop, stop-crop, turn-left, turn-right */
    void onAct(Consumer<String> act) {
        getElement()
                .addEventListener("act", event -> act.accept(event.getEventDetail(String.class)))
                .addEventDetail();
    }

    void onFrame(Consumer<Frame> framed) {
        getElement()
                .addEventListener("framed", event -> framed.accept(event.getEventDetail(Frame.class)))
                .addEventDetail();
    }

    void show(PictureSummary picture, @Nullable PictureMeasures measures) {
        getElement()
                .setAttribute("src", BlobUrls.of(picture.display()))
                .setAttribute("alt", picture.caption().isEmpty() ? picture.fileName() : picture.caption())
                .setAttribute("width", String.valueOf(picture.width()))
                .setAttribute("height", String.valueOf(picture.height()))
                .setAttribute("boxes", measures == null ? "[]" : boxes(measures.faces()));
        look();
    }

    void look() {
        getElement().setAttribute("mode", "look").setAttribute("turns", "0");
    }

    void crop(double aspect, int turns) {
        getElement()
                .setAttribute("aspect", String.valueOf(aspect))
                .setAttribute("turns", String.valueOf(turns))
                .setAttribute("mode", "crop");
    }

    private static String boxes(List<Face> faces) {
        List<Map<String, Object>> boxes = new ArrayList<>();
        for (Face face : faces) {
            Map<String, Object> box = new LinkedHashMap<>();
            box.put("x", face.box().x());
            box.put("y", face.box().y());
            box.put("width", face.box().width());
            box.put("height", face.box().height());
            box.put("words", face.angle().words());
            boxes.add(box);
        }
        return JSON.writeValueAsString(boxes);
    }
}
