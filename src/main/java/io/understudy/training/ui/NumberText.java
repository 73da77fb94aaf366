package io.understudy.training.ui;

import com.vaadin.flow.data.binder.Result;
import com.vaadin.flow.data.binder.ValueContext;
import com.vaadin.flow.data.converter.Converter;
import java.math.BigDecimal;
import java.util.function.Function;

/** Numbers as people type them: {@code 1e-4}, {@code 0.0001}, {@code 1 000}. */
final class NumberText<T extends Number> implements Converter<String, T> {
    private final String example;
    private final Function<BigDecimal, T> parse;
    private final Function<T, String> print;

    private NumberText(String example, Function<BigDecimal, T> parse, Function<T, String> print) {
        this.example = example;
        this.parse = parse;
        this.print = print;
    }

    static NumberText<Integer> whole(String example) {
        return new NumberText<>(example, BigDecimal::intValueExact, String::valueOf);
    }

    static NumberText<Long> seed() {
        return new NumberText<>("42", BigDecimal::longValueExact, String::valueOf);
    }

    static NumberText<Double> fraction(String example, Function<Double, String> print) {
        return new NumberText<>(example, BigDecimal::doubleValue, print);
    }

    static BigDecimal read(String text) {
        return new BigDecimal(text.replaceAll("[\\s\\u202f\\u00a0]", "").replace(',', '.'));
    }

    @Override
    public Result<T> convertToModel(String text, ValueContext context) {
        try {
            return Result.ok(parse.apply(read(text)));
        } catch (NumberFormatException noNumber) {
            return Result.error("This is not a number; write it like " + example + ".");
        } catch (ArithmeticException notWhole) {
            return Result.error("A whole number is needed, such as " + example + ".");
        }
    }

    @Override
    public String convertToPresentation(T value, ValueContext context) {
        return print.apply(value);
    }
}
