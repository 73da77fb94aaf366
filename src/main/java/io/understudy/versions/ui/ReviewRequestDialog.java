package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.identity.Person;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Notifications;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.review.ReviewRequestService;
import java.util.List;
import java.util.stream.Collectors;

class ReviewRequestDialog extends FormDialog {
    ReviewRequestDialog(
            ReviewRequestService requests, VersionId version, ReviewRequestService.Choice choice, Runnable asked) {
        super(choice.next() == ReviewAction.SIGN_OFF ? "Who should sign it off?" : "Who should approve it?", "32rem");
        boolean signOff = choice.next() == ReviewAction.SIGN_OFF;
        List<Person> open = choice.people().stream()
                .filter(person -> !choice.asked().contains(person))
                .toList();
        MultiSelectComboBox<Person> people = new MultiSelectComboBox<>("People");
        people.setItems(open);
        people.setItemLabelGenerator(
                person -> person.name() + ", " + person.role().label().toLowerCase(java.util.Locale.ROOT));
        people.setWidthFull();
        people.setRequiredIndicatorVisible(true);
        people.setManualValidation(true);
        people.addValueChangeListener(event -> people.setInvalid(false));
        people.setAutofocus(true);
        people.setEnabled(!open.isEmpty());
        people.setHelperText("They see it first under Reviews and in their inbox. Others who may %s it can still do so."
                .formatted(signOff ? "sign" : "approve"));
        if (!choice.asked().isEmpty()) {
            add(new Paragraph("Asked already: " + names(choice.asked()) + "."));
        }
        if (choice.people().isEmpty()) {
            add(new Paragraph("No one in the team can do this: a person who "
                    + choice.next().presentTense()
                    + " must have the role and must not have made any part of the version."));
        }
        KeptChoice kept = KeptChoice.ofSeveral(
                "People",
                people,
                person -> person.id().value().toString(),
                ids -> open.stream()
                        .filter(person -> ids.contains(person.id().value().toString()))
                        .toList());
        DraftKeeper draft = new DraftKeeper("review-request/" + version.value() + "/" + choice.next(), people, kept);
        Button ask = confirm("Ask people", event -> {
            List<Person> chosen = List.copyOf(people.getValue());
            if (ErrorMessages.guard(
                    people,
                    () -> requests.ask(version, chosen.stream().map(Person::id).toList()))) {
                draft.saved();
                close();
                asked.run();
                Notifications.done("Asked: " + names(chosen) + ".");
            }
        });
        ask.setEnabled(!open.isEmpty());
        add(draft);
    }

    private static String names(List<Person> people) {
        return people.stream().map(Person::name).sorted().collect(Collectors.joining(", "));
    }
}
