package io.understudy.shared.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import java.util.List;

/**
 * Curves over training steps (loss, learning rate), drawn in the browser by uPlot inside {@code <metric-chart>}.
 * Only numbers travel; a new point is appended without redrawing the page.
 */
@Tag("metric-chart")
public class MetricChart extends Component implements HasSize {
    /** One curve: as many values as steps; line styles differ so that curves can be told apart without colour. */
    public record Curve(String label, List<Double> steps, List<Double> values) {}

    public MetricChart(String title, String unit) {
        getElement()
                .setAttribute("title-text", title)
                .setAttribute("unit", unit)
                .setAttribute("role", "img");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/metric-chart.js");
    }

    /** Replaces all curves. */
    public void show(List<Curve> curves) {
        getElement().setPropertyList("curves", curves);
    }
}
