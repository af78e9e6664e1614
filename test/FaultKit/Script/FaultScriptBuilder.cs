using System.Collections.Immutable;

namespace EdgeActors.FaultKit;

/// <summary>
/// Writes a script in C#: <c>FaultScript.Seeded(42).AtActor("/user/a").On&lt;Ping&gt;().Nth(3).Crash().AtPort&lt;ISink&gt;("PutAsync").DiskFull()</c>.
/// What narrows a rule comes before its action, which ends it.
/// </summary>
public sealed class FaultScriptBuilder
{
    private readonly long _seed;
    private readonly ImmutableArray<FaultRule> _rules;

    internal FaultScriptBuilder(long seed, ImmutableArray<FaultRule> rules = default) =>
        (_seed, _rules) = (seed, rules.IsDefault ? [] : rules);

    /// <summary>Begins a rule for messages that reach the actors of this path pattern.</summary>
    public FaultRuleBuilder AtActor(string path) => Begin($"at actor {path}");

    /// <summary>Begins a rule for calls of a port's method, or of all its methods.</summary>
    public FaultRuleBuilder AtPort<TPort>(string method = "*") => AtPort($"{FaultyPort.NameOf(typeof(TPort))}.{method}");

    /// <summary>Begins a rule for calls of this name pattern.</summary>
    public FaultRuleBuilder AtPort(string name) => Begin($"at port {name}");

    /// <summary>The script so far.</summary>
    public FaultScript Build() => new(_seed, _rules);

    internal FaultScriptBuilder With(FaultRule rule) => new(_seed, _rules.Add(rule));

    private FaultRuleBuilder Begin(string head) => new(this, RuleParser.Parse($"{head}: kill"));
}

/// <summary>A rule in the making.</summary>
public sealed class FaultRuleBuilder
{
    private readonly FaultScriptBuilder _script;
    private readonly FaultRule _rule;

    internal FaultRuleBuilder(FaultScriptBuilder script, FaultRule rule) => (_script, _rule) = (script, rule);

    /// <summary>Only messages of this type, or that derive from it.</summary>
    public FaultRuleBuilder On<TMessage>() => Narrow(_rule with { What = NamePattern.Of(typeof(TMessage).ToString()) });

    /// <summary>Only messages from senders of this path pattern.</summary>
    public FaultRuleBuilder From(string path) => Narrow(_rule with { From = NamePattern.Of(path) });

    /// <summary>Only the n-th one, from 1.</summary>
    public FaultRuleBuilder Nth(long n) => Narrow(_rule with { Occasion = FaultOccasion.Nth(n) });

    /// <summary>Every n-th one, from 1.</summary>
    public FaultRuleBuilder Every(long n) => Narrow(_rule with { Occasion = _rule.Occasion with { Every = n } });

    /// <summary>With a probability above 0 up to 1.</summary>
    public FaultRuleBuilder WithChance(double chance) => Narrow(_rule with { Occasion = _rule.Occasion with { Chance = chance } });

    /// <summary>After the message's handling, or the call.</summary>
    public FaultRuleBuilder After() => Narrow(_rule with { Moment = FaultMoment.After });

    /// <summary>See <see cref="FaultAction.Crash"/>.</summary>
    public FaultScriptBuilder Crash() => Do(new FaultAction.Crash());

    /// <summary>See <see cref="FaultAction.Drop"/>.</summary>
    public FaultScriptBuilder Drop() => Do(new FaultAction.Drop());

    /// <summary>See <see cref="FaultAction.Delay"/>.</summary>
    public FaultScriptBuilder Delay(TimeSpan time) => Do(new FaultAction.Delay(new TimeRange(time, time)));

    /// <summary>See <see cref="PortAction.Throw"/>.</summary>
    public FaultScriptBuilder Throw(string exception, string message) => Do(new PortAction.Throw(new ExceptionRecipe(exception, "", message)));

    /// <summary>See <see cref="PortAction.DiskFull"/>.</summary>
    public FaultScriptBuilder DiskFull() => Do(new PortAction.DiskFull());

    /// <summary>Any action. The rule is checked as if it had been read.</summary>
    /// <exception cref="FaultScriptException">The action does not fit the place or moment, or a limit is out of its range.</exception>
    public FaultScriptBuilder Do(FaultAction action) => _script.With(RuleParser.Parse((_rule with { Action = action }).ToString()));

    private FaultRuleBuilder Narrow(FaultRule rule) => new(_script, rule);
}
