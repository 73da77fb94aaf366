package io.understudy.training.ui;

import com.vaadin.flow.component.UI;
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
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueueService;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

@Route(RunRoutes.QUEUE)
@PageTitle("Queue · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class QueueView extends Page implements BeforeEnterObserver {
    private final transient QueueService queues;
    private final transient RunListService runs;
    private final transient CharacterService characters;
    private final transient RunSignals signals;
    private final boolean admin;
    private transient Map<String, Integer> pages = Map.of();
    private final SearchField search =
            new SearchField("Search waiting runs", "Search waiting runs by number, character, person, note or tag");
    private final Div panels = Styled.div("list-content");
    private final Map<String, QueuePanel> shown = new LinkedHashMap<>();

    QueueView(
            QueueService queues,
            RunListService runs,
            CharacterService characters,
            RunSignals signals,
            AuthenticationContext authentication) {
        this.queues = queues;
        this.runs = runs;
        this.characters = characters;
        this.signals = signals;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        add(
                new PageHeader("Queue")
                        .crumb("Runs", RunRoutes.LIST)
                        .subtitle("Fair queue: one run per person, longest wait first."),
                search,
                panels);
        search.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                pages = Map.of();
                show();
                Navigation.keep(address());
            }
        });
        LiveUpdate.refresh(this, signals.queueChanges(), () -> update(read(), QueuePanel::follow));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters query = event.getLocation().getQueryParameters();
        pages = query.getSingleParameter(RunRoutes.BACKEND)
                .map(backend -> Map.of(backend, PagedList.page(query, RunRoutes.PAGE)))
                .orElse(Map.of());
        search.show(query);
        show();
    }

    private Map<String, List<String>> address() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        search.put(parameters);
        pages.forEach((backend, page) -> {
            parameters.put(RunRoutes.BACKEND, List.of(backend));
            parameters.put(RunRoutes.PAGE, List.of(String.valueOf(page + 1)));
        });
        return parameters;
    }

    private void open(String backend, int page) {
        pages = Map.of(backend, page);
        UI.getCurrent().navigate(QueueView.class, new QueryParameters(address()));
    }

    private @Nullable Set<Long> found() {
        String text = search.getValue();
        return text.isBlank()
                ? null
                : runs.numbers(RunFilter.ALL.withStates(Set.of(RunState.QUEUED)).withText(text));
    }

    private List<BackendQueue> read() {
        return queues.queues(pages, found());
    }

    private void show() {
        List<BackendQueue> now = read();
        offerSearch(now);
        update(now, QueuePanel::show);
    }

    /** The other queues keep their rows where they are. */
    private void show(String backend) {
        List<BackendQueue> now = read();
        offerSearch(now);
        now.stream()
                .filter(queue -> queue.backend().equals(backend))
                .forEach(queue -> Objects.requireNonNull(shown.get(backend)).show(queue));
    }

    private void offerSearch(List<BackendQueue> now) {
        search.setVisible(
                !search.isEmpty() || now.stream().anyMatch(queue -> queue.allWaiting() > QueueService.PAGE_SIZE));
    }

    private void update(List<BackendQueue> now, BiConsumer<QueuePanel, BackendQueue> update) {
        List<String> ids = now.stream().map(BackendQueue::backend).toList();
        if (!ids.equals(List.copyOf(shown.keySet()))) {
            panels.removeAll();
            shown.clear();
            now.forEach(queue -> {
                String id = queue.backend();
                QueuePanel panel = new QueuePanel(
                        queue.name(), queues, characters, signals, admin, () -> show(id), page -> open(id, page));
                shown.put(id, panel);
                panels.add(panel);
            });
        }
        now.forEach(queue -> update.accept(Objects.requireNonNull(shown.get(queue.backend())), queue));
    }
}
