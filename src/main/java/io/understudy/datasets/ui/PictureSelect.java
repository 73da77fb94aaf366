package io.understudy.datasets.ui;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.Element;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.platform.ui.BrowserElement;
import io.understudy.platform.ui.PictureTile;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

@Tag("picture-select")
class PictureSelect extends BrowserElement {
    void onChosen(Consumer<List<PictureId>> chosen) {
        on("chosen", JsonNode.class, detail -> chosen.accept(ids(detail)));
    }

    void onAct(Consumer<String> act) {
        on("act", String.class, act);
    }

    void clear() {
        getElement().callJsFunction("clear");
    }

    static void choosable(PictureTile tile, PictureSummary picture) {
        tile.getElement().setAttribute("data-picture", picture.id().value().toString());
        Element box = new Element("input");
        box.setAttribute("type", "checkbox").setAttribute("class", "tile-choose");
        box.setAttribute("aria-label", "Select " + picture.fileName());
        tile.getElement().appendChild(box);
    }

    private static List<PictureId> ids(JsonNode detail) {
        List<PictureId> ids = new ArrayList<>();
        for (JsonNode id : detail) {
            ids.add(new PictureId(UUID.fromString(id.asString())));
        }
        return ids;
    }
}
