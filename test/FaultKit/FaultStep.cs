using System.Globalization;

namespace EdgeActors.FaultKit;

/// <summary>One fault that happened.</summary>
/// <param name="Number">In the trace, from 1.</param>
/// <param name="At">Time since the <see cref="Faults"/> were made, by the clock of the actor system or port: virtual time stays virtual.</param>
/// <param name="Point">Where.</param>
/// <param name="Moment">Before or after.</param>
/// <param name="Rule">Number of the rule in its script, from 1.</param>
/// <param name="Action">What, with every choice made.</param>
public sealed record FaultStep(long Number, TimeSpan At, FaultPoint Point, FaultMoment Moment, int Rule, FaultAction Action)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FaultScriptException">It is no step.</exception>
    public static FaultStep Parse(string line)
    {
        string[] parts = line.Split(' ', 3);
        int rule = line.IndexOf(" rule ", StringComparison.Ordinal);
        int colon = rule < 0 ? -1 : line.IndexOf(": ", rule, StringComparison.Ordinal);
        if (parts.Length < 3 || colon < 0
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || !TimeSpan.TryParseExact(parts[1].TrimStart('+'), "c", CultureInfo.InvariantCulture, out TimeSpan at)
            || !int.TryParse(line.AsSpan(rule + 6, colon - rule - 6), NumberStyles.None, CultureInfo.InvariantCulture, out int ruleNumber))
        {
            throw new FaultScriptException($"'{line}' is no step of a trace; a step looks like '1 +00:00:00 actor /user/a on Ping #1 before rule 1: crash'.");
        }

        int head = parts[0].Length + parts[1].Length + 2;
        FaultRule read = RuleParser.Parse($"at {line[head..rule]}{line[colon..]}");
        FaultPoint point = new(read.Place, read.Name.Text, read.What.IsAny ? "" : read.What.Text, read.Occasion.First);
        return new FaultStep(number, at, point, read.Moment, ruleNumber, read.Action);
    }

    /// <summary>A line that <see cref="Parse"/> reads back.</summary>
    public override string ToString() =>
        $"{Number} +{At.ToString("c", CultureInfo.InvariantCulture)} {Point} {(Moment == FaultMoment.After ? "after" : "before")} rule {Rule}: {Action}";

    internal FaultRule AsRule() => new(
        Point.Place,
        NamePattern.Exactly(Point.Name),
        Point.What.Length == 0 ? NamePattern.Any : NamePattern.Exactly(Point.What),
        NamePattern.Any,
        FaultOccasion.Nth(Point.Number),
        Moment,
        Action);
}
