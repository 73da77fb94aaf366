package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.dom.Element;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.lineage.Lineage;
import io.understudy.versions.lineage.Lineage.Node;
import io.understudy.versions.lineage.Lineage.Stage;
import io.understudy.versions.lineage.Lineage.Standing;

/**
 * A lineage as columns of pictures, each stage led to by the one before. To a screen reader it is a list of stages, each
 * a list of links.
 */
class LineageMap extends OrderedList {
    LineageMap(Lineage lineage) {
        addClassName("lineage-map");
        lineage.stages().forEach(stage -> add(stage(stage)));
    }

    private static ListItem stage(Stage stage) {
        ListItem item = new ListItem(new H3(stage.heading()));
        item.addClassName("lineage-stage");
        boolean pictures = "Photos".equals(stage.heading());
        UnorderedList nodes = new UnorderedList();
        nodes.addClassName(pictures ? "lineage-photos" : "lineage-nodes");
        stage.nodes().forEach(node -> nodes.add(pictures ? photo(node) : node(node)));
        item.add(nodes);
        if (stage.nodes().isEmpty()) {
            item.add(new Hint("nothing yet"));
        }
        if (stage.more() > 0) {
            item.add(new Hint(Formats.count(stage.more()) + " more"));
        }
        return item;
    }

    private static ListItem photo(Node node) {
        ListItem item = linked(node, new Div());
        item.addClassName("lineage-photo");
        return item;
    }

    private static ListItem node(Node node) {
        Span name = breakable(node.name());
        name.addClassName("lineage-name");
        Div words = Styled.div("lineage-words", name);
        if (!node.fact().isEmpty()) {
            words.add(new Hint(node.fact()));
        }
        if (!node.state().isEmpty()) {
            words.add(badge(node));
        }
        ListItem item = linked(node, words);
        item.addClassName("lineage-node");
        return item;
    }

    /** File names break behind their underscores where they do not fit, not in the middle of a word. */
    private static Span breakable(String name) {
        Span span = new Span();
        for (String part : name.split("(?<=_)")) {
            if (span.getElement().getChildCount() > 0) {
                span.getElement().appendChild(new Element("wbr"));
            }
            span.getElement().appendChild(Element.createText(part));
        }
        return span;
    }

    private static ListItem linked(Node node, Component words) {
        HasComponents face = node.path().isEmpty() || node.here() ? new Div() : new Anchor(node.path());
        BlobHash picture = node.picture();
        if (picture != null) {
            face.add(new LazyImage(BlobUrls.of(picture), ""));
        }
        face.add(words);
        String label = node.name() + (node.state().isEmpty() ? "" : ", " + node.state());
        Component link = (Component) face;
        link.getElement().setAttribute("title", label);
        link.addClassName("lineage-face");
        if (picture != null && !words.getElement().getChildren().findAny().isPresent()) {
            link.getElement().setAttribute("aria-label", label);
        }
        ListItem item = new ListItem(link);
        item.setClassName("bad", node.standing() == Standing.BAD);
        if (node.here()) {
            item.addClassName("here");
            item.getElement().setAttribute("aria-current", "true");
        }
        return item;
    }

    private static StateBadge badge(Node node) {
        return switch (node.standing()) {
            case PLAIN -> new StateBadge(node.state(), BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN);
            case GOOD -> new StateBadge(node.state(), BadgeTone.GOOD, VaadinIcon.CHECK_CIRCLE);
            case BAD -> new StateBadge(node.state(), BadgeTone.BAD, VaadinIcon.BAN);
        };
    }
}
