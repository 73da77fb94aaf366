package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionSignals;
import io.understudy.prompts.regression.RegressionSummary;
import io.understudy.prompts.templates.PromptRoutes;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.data.domain.PageRequest;

@Route(RegressionRoutes.ALL)
@PageTitle("Regression gallery · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class RegressionsView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 20;

    private final transient RegressionService regressions;
    private final PagedList list;

    RegressionsView(RegressionService regressions, RegressionSignals signals) {
        this.regressions = regressions;
        this.list = new PagedList(this::read, RegressionsView::nothing)
                .searched("comparisons", "names and trigger words of characters")
                .sorted("comparisons", ListOrder.NEWEST, ListOrder.OLDEST)
                .inAddress()
                .following("comparisons", signals.changes());
        add(
                new PageHeader("Regression gallery")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle("Examples of templates, generated again with a newer version and judged."),
                list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.show(event.getLocation().getQueryParameters());
    }

    private PagedList.Slice read(int page) {
        return PagedList.Slice.of(
                regressions.page(new SearchText(list.text()), list.order(), PageRequest.of(page, PAGE_SIZE)),
                RegressionSummary::id,
                RegressionsView::card);
    }

    private static EmptyState nothing() {
        return new EmptyState(
                VaadinIcon.SPLIT_H,
                "Nothing was generated again yet",
                "Keep pictures of the playground as examples of templates. They are generated again with another version"
                        + " of the character when you compare it with production, or when it is approved.");
    }

    private static Div card(RegressionSummary line) {
        H2 name = new H2(new Anchor(
                RegressionRoutes.of(line.id()),
                line.character() + ", " + line.version().replaceFirst("\\.safetensors$", "")));
        Div head = Styled.div("title-line", name, new RegressionBadge(line.state()));
        String counts = line.counts().words();
        Span words = Hint.inline(
                new Span("%d of %d judged%s, "
                        .formatted(line.counts().judged(), line.pictures(), counts.isEmpty() ? "" : ": " + counts)),
                new RelativeTime(line.madeAt()));
        Div card = new Panel(head, words);
        card.addClassName("stack-card");
        return card;
    }
}
