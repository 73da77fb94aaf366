package io.understudy.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import java.util.function.Consumer;

/** An element that the browser code in {@code studio/<tag>.js} defines. */
public abstract class BrowserElement extends HtmlContainer {
    /** Listens to an event of the browser code whose detail is of the type. */
    public final <T> void on(String event, Class<T> type, Consumer<T> listener) {
        getElement()
                .addEventListener(event, sent -> ErrorMessages.guard(() -> listener.accept(sent.getEventDetail(type))))
                .addEventDetail();
    }

    public final void on(String event, Runnable listener) {
        getElement().addEventListener(event, sent -> listener.run());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent
                .getUI()
                .getPage()
                .addJsModule("context://studio/" + getElement().getTag() + ".js");
    }
}
