package io.understudy.billing;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class CostService {
    static final Setting LIMIT = new Setting("costs.release-limit", "10.00");
    private static final BigDecimal MOST = new BigDecimal("100000");
    private static final int DIGITS = 4;
    private static final BigDecimal ROUNDING = new BigDecimal("0.01");
    private static final Duration DAY = Duration.ofHours(24);
    private static final UUID NO_LAUNCH = new UUID(0, 0);

    private final List<PriceList> lists;
    private final SettingsService settings;
    private final SpendOrderRepository orders;
    private final Reauthentication passwords;
    private final Clock clock;

    CostService(
            List<PriceList> lists,
            SettingsService settings,
            SpendOrderRepository orders,
            Reauthentication passwords,
            Clock clock) {
        this.lists = lists;
        this.settings = settings;
        this.orders = orders;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * What a use is expected to cost at the prices of now, for the person who asks, together with what they ordered in
     * the last 24 hours.
     *
     * @param service id; one that is in no price list costs nothing
     * @param units how many of the price's unit
     */
    public CostEstimate estimate(String service, BigDecimal units) {
        return withRecent(estimate(service, units, byAdmin()), NO_LAUNCH);
    }

    /** The same for what an admin was asked to release and did not: only an admin orders it without asking again. */
    public CostEstimate heldBefore(CostEstimate cost) {
        return cost.free() || byAdmin() ? cost : cost.held();
    }

    /**
     * The estimate as it counts in this transaction: what the person orders elsewhere at the same moment waits for its
     * end.
     *
     * @param launch what is ordered together, whose earlier orders are in the amount already; null for a single one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public CostEstimate judge(CostEstimate cost, @Nullable UUID launch) {
        UUID person = limitedPerson();
        if (person == null || cost.free()) {
            return cost;
        }
        orders.takeTurn(person);
        return withRecent(cost, launch == null ? NO_LAUNCH : launch);
    }

    /**
     * What is ordered now counts against the limit of the person who orders it, unless it is an admin.
     *
     * @param subject what it is for, as in {@link NewCharge}
     * @param launch what is ordered together
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void count(CostEstimate cost, UUID subject, UUID launch) {
        countEach(cost, List.of(subject), launch);
    }

    /**
     * As {@link #count}, for subjects that are ordered together.
     *
     * @param each what one of them costs
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countEach(CostEstimate each, Collection<UUID> subjects, UUID launch) {
        UUID person = limitedPerson();
        BigDecimal amount = each.amount();
        if (person != null && amount != null && amount.signum() > 0) {
            Instant now = clock.instant();
            orders.add(subjects.stream()
                    .map(subject -> new SpendOrderRepository.Order(person, subject, launch, amount, now))
                    .toList());
        }
    }

    /**
     * Has what the product orders now, for a person who has it {@linkplain #count counted} ahead, count for its own
     * subject instead. What is not covered counts on top, if the person may still spend it.
     *
     * @param ahead the subject that was counted ahead
     * @return needs a release where the person may not spend what is not covered; nothing is counted then
     */
    @SystemOnly
    @Transactional(propagation = Propagation.MANDATORY)
    public CostEstimate countPart(CostEstimate cost, UUID person, Role role, UUID ahead, UUID subject) {
        BigDecimal amount = cost.amount();
        if (cost.free() || role.includes(Role.ADMIN)) {
            return new CostEstimate(cost.free(), amount, false, cost.limit());
        }
        if (amount == null) {
            return cost.held();
        }
        orders.takeTurn(person);
        BigDecimal needed = amount.setScale(DIGITS, RoundingMode.UP);
        SpendOrderRepository.Order held = orders.of(ahead).orElse(null);
        BigDecimal covered = held == null ? BigDecimal.ZERO : held.amount().min(needed);
        BigDecimal rest = needed.subtract(covered);
        // Parts are rounded each for itself.
        boolean isCovered = covered.signum() > 0 && rest.compareTo(ROUNDING) <= 0;
        Instant now = clock.instant();
        if (!isCovered) {
            CostEstimate onTop = new CostEstimate(false, rest, false, cost.limit())
                    .onTopOf(orders.total(person, now.minus(DAY), NO_LAUNCH));
            if (onTop.needsRelease()) {
                return onTop;
            }
        }
        if (held != null) {
            orders.leave(ahead, held.amount().subtract(covered));
        }
        orders.add(List.of(new SpendOrderRepository.Order(
                person,
                subject,
                held == null ? subject : held.launch(),
                needed,
                held != null && isCovered ? held.orderedAt() : now)));
        return new CostEstimate(false, amount, false, cost.limit());
    }

    /** What was ordered for a subject that has stopped and was not used counts no longer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(UUID subject) {
        withdraw(List.of(subject));
    }

    /** As {@link #withdraw(UUID)}, for many subjects. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(Collection<UUID> subjects) {
        orders.withdraw(subjects);
    }

    private CostEstimate withRecent(CostEstimate cost, UUID except) {
        UUID person = limitedPerson();
        return person == null || cost.free() || cost.amount() == null
                ? cost
                : cost.onTopOf(orders.total(person, clock.instant().minus(DAY), except));
    }

    /** Whether the price of now is within what a role may spend without asking. */
    public boolean mayOrder(Role role, String service, BigDecimal units) {
        return !estimate(service, units, role.includes(Role.ADMIN)).needsRelease();
    }

    private CostEstimate estimate(String service, BigDecimal units, boolean admin) {
        BigDecimal limit = limit();
        Optional<PriceLine> line = line(service);
        if (line.isEmpty()) {
            return new CostEstimate(true, BigDecimal.ZERO, false, limit);
        }
        BigDecimal price = line.get().price();
        if (price == null) {
            return new CostEstimate(false, null, !admin, limit);
        }
        BigDecimal amount = price.multiply(units);
        return new CostEstimate(false, amount, amount.compareTo(limit) > 0 && !admin, limit);
    }

    /** The name of a service that costs money; the bare id of one that is gone. */
    public String nameOf(String service) {
        return line(service)
                .map(line -> line.service().name())
                .or(() -> lists.stream()
                        .flatMap(list -> list.nameOf(service).stream())
                        .findFirst())
                .orElse(service);
    }

    /** Those that admins change here. */
    public List<PriceLine> prices() {
        return lists.stream()
                .flatMap(list -> list.services().stream())
                .filter(PricedService::isInTheTable)
                .sorted(Comparator.comparing(PricedService::name))
                .map(this::line)
                .toList();
    }

    /**
     * Sets what a service costs.
     *
     * @param dollars per unit
     * @param proof null where the price does not fall
     * @throws DomainException.NotFound when no service has this id
     * @throws DomainException.RuleViolation in {@code price} when this is no price; in {@code password} when it falls without
     *     a valid proof: people can order more then
     */
    @AdminsOnly
    @Transactional
    public void changePrice(String service, BigDecimal dollars, @Nullable PasswordProof proof) {
        PriceLine priced = line(service)
                .filter(line -> line.service().isInTheTable())
                .orElseThrow(() -> new DomainException.NotFound("There is no service “" + service + "” with a price."));
        String text = money("price", dollars);
        BigDecimal before = priced.price();
        if (before == null || dollars.compareTo(before) < 0) {
            require(proof);
        }
        settings.change(setting(priced.service()), text);
    }

    private void require(@Nullable PasswordProof proof) {
        if (proof == null) {
            throw DomainException.RuleViolation.in("password", "What lets people spend more takes your password.");
        }
        passwords.require(proof);
    }

    /** US dollars that a person may order within 24 hours without an admin. */
    public BigDecimal limit() {
        return settings.decimal(LIMIT);
    }

    /**
     * Sets the limit.
     *
     * @param proof null where it does not rise
     * @throws DomainException.RuleViolation in {@code limit} when it is none; in {@code password} when it rises without a
     *     valid proof
     */
    @AdminsOnly
    @Transactional
    public void changeLimit(BigDecimal dollars, @Nullable PasswordProof proof) {
        String text = money("limit", dollars);
        if (dollars.compareTo(limit()) > 0) {
            require(proof);
        }
        settings.change(LIMIT, text);
    }

    /** What services charge, by their ids; without those that cost nothing. */
    public Map<String, PriceLine> pricesOf(Collection<String> services) {
        return lists.stream()
                .flatMap(list -> list.services().stream())
                .filter(priced -> services.contains(priced.id()))
                .map(this::line)
                .collect(Collectors.toMap(line -> line.service().id(), Function.identity(), (first, again) -> first));
    }

    private Optional<PriceLine> line(String service) {
        return lists.stream()
                .flatMap(list -> list.services().stream())
                .filter(priced -> priced.id().equals(service))
                .findFirst()
                .map(this::line);
    }

    private PriceLine line(PricedService service) {
        PublishedPrice published = service.published();
        if (!service.isInTheTable() && published != null) {
            return new PriceLine(service, published.dollars(), false);
        }
        String text = settings.text(setting(service));
        return new PriceLine(
                service,
                text.isEmpty() ? null : new BigDecimal(text),
                !text.equals(setting(service).fallback()));
    }

    private static Setting setting(PricedService service) {
        PublishedPrice published = service.published();
        return new Setting(
                "costs.price." + service.id(),
                published == null ? "" : published.dollars().toPlainString());
    }

    private static String money(String field, BigDecimal dollars) {
        if (dollars.signum() < 0
                || dollars.compareTo(MOST) > 0
                || dollars.stripTrailingZeros().scale() > DIGITS) {
            throw DomainException.RuleViolation.in(
                    field, "Enter US dollars between 0 and 100,000 with at most " + DIGITS + " decimal places.");
        }
        return dollars.toPlainString();
    }

    /** Admins may spend without asking what others have to ask them for. */
    private static boolean byAdmin() {
        return person().filter(person -> person.role().includes(Role.ADMIN)).isPresent();
    }

    /** Whose orders count together; null for an admin and for the product. */
    private static @Nullable UUID limitedPerson() {
        return person().filter(person -> !person.role().includes(Role.ADMIN))
                .map(SignedInPerson::accountId)
                .orElse(null);
    }

    private static Optional<SignedInPerson> person() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInPerson person
                ? Optional.of(person)
                : Optional.empty();
    }
}
