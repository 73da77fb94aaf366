package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.characters.CharacterService;
import io.understudy.identity.Role;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunRoutes;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueueService;
import io.understudy.training.runs.RunSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

@Route(RunRoutes.QUEUE)
@PageTitle("Queue · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class QueueView extends Page implements BeforeEnterObserver {
    private final transient QueueService queues;
    private final transient CharacterService characters;
    private final transient RunSignals signals;
    private final boolean admin;
    private transient Map<String, Integer> pages = Map.of();
    private final Div panels = Styled.div("list-content");
    private final Map<String, QueuePanel> shown = new LinkedHashMap<>();

    QueueView(
            QueueService queues,
            CharacterService characters,
            RunSignals signals,
            AuthenticationContext authentication) {
        this.queues = queues;
        this.characters = characters;
        this.signals = signals;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        add(
                new PageHeader("Queue")
                        .crumb("Runs", RunRoutes.LIST)
                        .subtitle("Fair queue: one run per person, longest wait first."),
                panels);
        LiveUpdate.refresh(this, signals.queueChanges(), () -> refresh(QueuePanel::follow));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters query = event.getLocation().getQueryParameters();
        pages = query.getSingleParameter(RunRoutes.BACKEND)
                .map(backend -> Map.of(backend, PagedList.page(query, RunRoutes.PAGE)))
                .orElse(Map.of());
        refresh(QueuePanel::show);
    }

    private void refresh(BiConsumer<QueuePanel, BackendQueue> update) {
        List<BackendQueue> now = queues.queues(pages);
        List<String> ids = now.stream().map(BackendQueue::backend).toList();
        if (!ids.equals(List.copyOf(shown.keySet()))) {
            panels.removeAll();
            shown.clear();
            now.forEach(queue -> {
                QueuePanel panel = new QueuePanel(queue.name(), queues, characters, signals, admin);
                shown.put(queue.backend(), panel);
                panels.add(panel);
            });
        }
        now.forEach(queue -> update.accept(Objects.requireNonNull(shown.get(queue.backend())), queue));
    }
}
