package io.understudy.versions.blind;

/**
 * How often one side was preferred. A vote for “equal” counts half for each.
 *
 * @param share of the votes, 0 to 1
 * @param low lower end of the 95 % Wilson score interval
 * @param high upper end
 */
public record WinRate(int wins, int equal, int losses, double share, double low, double high) {
    /** The normal quantile of 95 %, both sides. */
    private static final double Z = 1.959963984540054;

    /**
     * E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927): unlike the plain
     * normal interval it holds for few votes and near 0 and 1.
     */
    public static WinRate of(int wins, int equal, int losses) {
        int votes = wins + equal + losses;
        if (votes == 0) {
            return new WinRate(0, 0, 0, Double.NaN, 0, 1);
        }
        double share = (wins + equal / 2.0) / votes;
        double square = Z * Z / votes;
        double middle = (share + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(share * (1 - share) / votes + square / (4 * votes));
        return new WinRate(wins, equal, losses, share, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    public int votes() {
        return wins + equal + losses;
    }
}
