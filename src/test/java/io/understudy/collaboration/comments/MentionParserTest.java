package io.understudy.collaboration.comments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionParserTest {
    private static final Person JON = person(1, "Jon");
    private static final Person JON_BERG = person(2, "Jon Berg");
    private static final Person INES = person(3, "Inés O’Hara");
    private static final List<Person> TEAM = List.of(JON, JON_BERG, INES);

    @Test
    void theLongestNameThatFitsIsMeant() {
        assertThat(MentionParser.in("@Jon Berg, please", TEAM)).containsExactly(JON_BERG);
        assertThat(MentionParser.in("@Jon, please", TEAM)).containsExactly(JON);
        assertThat(MentionParser.in("@Jon Bergman, please", TEAM)).containsExactly(JON);
    }

    @Test
    void upperAndLowerCaseAreTheSame() {
        assertThat(MentionParser.in("(@inés o’hara)", TEAM)).containsExactly(INES);
    }

    @Test
    void nobodyIsNamedByAnAddressOrAnUnknownName() {
        assertThat(MentionParser.in("mail@Jon is no mention, nor is @Jonas, nor @ Jon, nor Jon@", TEAM))
                .isEmpty();
    }

    @Test
    void everybodyIsNamedOnceInTheOrderOfTheWords() {
        assertThat(MentionParser.in("@Inés O’Hara @Jon @Inés O’Hara", TEAM)).containsExactly(INES, JON);
    }

    @Test
    void twoPeopleOfTheSameNameAreBothMeant() {
        Person other = person(4, "Jon");

        assertThat(MentionParser.in("@Jon", List.of(JON, JON_BERG, other))).containsExactly(JON, other);
    }

    @Test
    void noMoreThanFiftyPeopleAreNamedByOneComment() {
        List<Person> crowd = IntStream.range(100, 200)
                .mapToObj(number -> person(number, "P" + number))
                .toList();
        String words = crowd.stream().map(person -> "@" + person.name()).collect(Collectors.joining(" "));

        assertThat(MentionParser.in(words, crowd)).hasSize(50).startsWith(crowd.getFirst());
    }

    /** The longest comment that is taken, of nothing but signs and names that nearly fit, in a team of two thousand. */
    @ParameterizedTest
    @Tag("attack")
    @ValueSource(strings = {"@", "@aaaaaaaaaaaaaaaaaaa", "@@ ", "@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab "})
    void theWorstCommentIsReadAtOnce(String piece) {
        List<Person> crowd = IntStream.range(0, 2_000)
                .mapToObj(number -> person(number, "a".repeat(70) + number))
                .toList();
        String words = piece.repeat(Comment.LENGTH / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(MentionParser.in(words, crowd)).isEmpty());
    }

    private static Person person(int id, String name) {
        return new Person(
                new AccountId(new UUID(0, id)), id + "@example.org", name, Role.MEMBER, true, Instant.EPOCH, null);
    }
}
