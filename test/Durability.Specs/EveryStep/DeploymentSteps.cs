using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.EveryStep;

/// <summary>Steps of a deployment at which an agent can be killed, out of what it answers to <c>points</c>.</summary>
internal static partial class DeploymentSteps
{
    private const string Stored = "Akka.Persistence.WriteMessageSuccess";

    /// <summary>The rules that kill before and after each step: at every event of its journal, and at some of all else.</summary>
    public static string[] Rules(IEnumerable<string> points) =>
    [
        .. points.Select(point => Form().Match(point))
            .Where(match => match.Success)
            .SelectMany(match => Rules(
                Run().Replace(match.Groups["place"].Value, "/*"), int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Rules(string place, int count) => place.EndsWith(Stored, StringComparison.Ordinal)
        ? from number in Enumerable.Range(1, count)
          from moment in (string[])["before", "after"]
          select $"at {place} #{number} {moment}: kill"
        : new KillPoint(place, count).Rules();

    [GeneratedRegex(@"\A(?<place>(actor /user/edge/(deployments|heartbeat)\S* on \S+|port (IModelStore|IFleet)\.\S+)) #(?<count>\d+)\z")]
    private static partial Regex Form();

    // Each deployment has an actor of its own, with a number.
    [GeneratedRegex("/run-[0-9]+")]
    private static partial Regex Run();
}
