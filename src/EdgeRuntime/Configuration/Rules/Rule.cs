namespace EdgeActors.Configuration.Rules;

/// <summary>The rules that parameters have.</summary>
internal static class Rule
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static SwitchRule Switch { get; } = new();

    /// <summary>A path of a file or a folder.</summary>
    public static TextRule File { get; } = Path("FILE", "a file");

    /// <summary>A path of a folder.</summary>
    public static TextRule Folder { get; } = Path("FOLDER", "a folder");

    /// <summary>Anything printable.</summary>
    public static TextRule AnyText { get; } = Checked(
        "TEXT",
        $"text of at most {TextRule.LongestPath:N0} characters",
        IsPrintable,
        "is too long or not printable",
        $"give at most {TextRule.LongestPath} printable characters");

    /// <summary>A whole number.</summary>
    public static NumberRule<int> Number(int least, int most, string unit = "") => new(least, most, unit, number => number, number => number);

    /// <summary>A time in whole seconds.</summary>
    public static NumberRule<TimeSpan> Seconds(TimeSpan least, TimeSpan most) =>
        new((int)least.TotalSeconds, (int)most.TotalSeconds, "seconds", number => TimeSpan.FromSeconds(number), time => (int)time.TotalSeconds);

    /// <summary>A time in whole minutes.</summary>
    public static NumberRule<TimeSpan> Minutes(TimeSpan least, TimeSpan most) =>
        new((int)least.TotalMinutes, (int)most.TotalMinutes, "minutes", number => TimeSpan.FromMinutes(number), time => (int)time.TotalMinutes);

    /// <summary>A text that a check accepts.</summary>
    public static TextRule Checked(
        string placeholder, string allowed, Func<string, bool> isValid, string rule, string fix, int longest = TextRule.LongestPath) =>
        new(placeholder, allowed, text => isValid(text) ? null : new ValueFault(rule, fix), longest);

    private static TextRule Path(string placeholder, string what) => Checked(
        placeholder, $"path of {what}", IsPrintable, $"is no path of {what}", $"give at most {TextRule.LongestPath} printable characters");

    private static bool IsPrintable(string text) => text.Length <= TextRule.LongestPath && !text.Any(char.IsControl);
}
