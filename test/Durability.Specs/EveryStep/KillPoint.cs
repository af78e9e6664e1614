using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.EveryStep;

/// <summary>A step of the agent's work at which it can be killed.</summary>
/// <param name="Place">As a script names it, for example <c>port ISpool.KeepAsync</c>.</param>
/// <param name="Count">How often it was reached in the run without faults.</param>
internal sealed partial record KillPoint(string Place, int Count)
{
    /// <summary>Those of the way of a capture, from what an agent answers to <c>points</c>; others never touch one.</summary>
    public static IEnumerable<KillPoint> Of(IEnumerable<string> points) => points
        .Select(point => Form().Match(point))
        .Where(match => match.Success)
        .Select(match => new KillPoint(match.Groups["place"].Value, int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)));

    /// <summary>The rules that kill here, at the first time and in the midst of the work.</summary>
    public IEnumerable<string> Rules() =>
        from number in new[] { 1, 1 + (Count / 3) }.Distinct()
        from moment in (string[])["before", "after"]
        select $"at {Place} #{number} {moment}: kill";

    [GeneratedRegex(@"\A(?<place>(actor /user/edge/capture\S* on \S+|port (ISpool|ICaptureSink)\.\S+)) #(?<count>\d+)\z")]
    private static partial Regex Form();
}
