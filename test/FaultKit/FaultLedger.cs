namespace EdgeActors.FaultKit;

/// <summary>A script with its counts. Not thread-safe.</summary>
internal sealed class FaultLedger(FaultScript script, int maxPlaces)
{
    private readonly Dictionary<(FaultPlace Place, string Name, string What), long> _arrivals = [];
    private readonly Dictionary<(int Rule, string Name), long> _matches = [];

    public FaultScript Script => script;

    public long Overlooked { get; private set; }

    public IReadOnlyList<FaultPlaceCount> Places() =>
        [.. _arrivals.Select(a => new FaultPlaceCount(a.Key.Place, a.Key.Name, a.Key.What, a.Value))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.What, StringComparer.Ordinal)];

    public FaultPlan Arrive(FaultPlace place, string name, Type? type, string from)
    {
        (FaultPlace Place, string Name, string What) key = (place, name, type?.ToString() ?? "");
        if (!_arrivals.TryGetValue(key, out long arrived) && _arrivals.Count >= maxPlaces)
        {
            Overlooked++;
            return FaultPlan.Nothing;
        }

        _arrivals[key] = arrived + 1;
        FaultPoint point = new(place, name, key.What, arrived + 1);
        FaultPlan plan = FaultPlan.Nothing;
        for (int i = 0; i < script.Rules.Length; i++)
        {
            FaultRule rule = script.Rules[i];
            if (!Matches(rule, place, name, type, from))
            {
                continue;
            }

            // Counted even when another rule has won: what a rule counts must not depend on the other rules.
            long number = _matches[(i, name)] = _matches.GetValueOrDefault((i, name)) + 1;
            bool open = (rule.Moment == FaultMoment.Before ? plan.Before : plan.After) is null;
            if (open && rule.Occasion.Includes(number, SeededDraw.Next(script.Seed, i, name, number, use: 0)))
            {
                FaultAction action = rule.Action.Settled(SeededDraw.Next(script.Seed, i, name, number, use: 1));
                PlannedFault fault = new(point, i + 1, rule.Moment, action);
                plan = rule.Moment == FaultMoment.Before ? plan with { Before = fault } : plan with { After = fault };
            }
        }

        return plan;
    }

    private static bool Matches(FaultRule rule, FaultPlace place, string name, Type? type, string from) =>
        rule.Place == place
        && rule.Name.Matches(name)
        && (type is null || rule.What.Matches(type))
        && (rule.From.IsAny || rule.From.Matches(from));
}
