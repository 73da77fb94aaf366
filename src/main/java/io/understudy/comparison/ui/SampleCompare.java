package io.understudy.comparison.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.function.SerializableConsumer;
import io.understudy.comparison.RunComparison;
import io.understudy.storage.BlobUrls;

/**
 * Samples side by side or laid over each other, one slider for the step and one zoom for all cells. All of it happens in
 * the browser; the server is only notified of how they are looked at.
 */
@Tag("sample-compare")
class SampleCompare extends Component {
    SampleCompare(RunComparison comparison, SampleViewState look, SerializableConsumer<SampleViewState> onLook) {
        SampleViewState shown =
                look.step() == null ? look.at(comparison.samples().commonStep()) : look;
        getElement()
                .setPropertyBean("matrix", SampleModel.of(comparison, BlobUrls::of))
                .setPropertyBean("view", shown);
        getElement()
                .addEventListener("view-changed", event -> onLook.accept(event.getEventDetail(SampleViewState.class)))
                .addEventDetail();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/sample-compare.js");
    }
}
