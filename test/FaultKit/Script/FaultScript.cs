using System.Collections.Immutable;

namespace EdgeActors.FaultKit;

/// <summary>
/// Rules and the seed of their chances. Of the rules that match a message or call, the first one that fires wins, for each
/// <see cref="FaultMoment"/> by itself.
/// </summary>
/// <param name="Seed">Any number. Default: 1.</param>
/// <param name="Rules">In order of precedence.</param>
public sealed record FaultScript(long Seed, ImmutableArray<FaultRule> Rules)
{
    /// <summary>Seed of a script that names none.</summary>
    public const long DefaultSeed = 1;

    /// <summary>Nothing happens.</summary>
    public static FaultScript Empty { get; } = new(DefaultSeed, []);

    /// <summary>
    /// Reads a script: one rule a line, <c>#</c> at a line's begin for a comment, <c>seed N</c> once if wanted.
    /// <code>
    /// seed 42
    /// at actor /user/edge/capture on CaptureAccepted #3 before: crash
    /// at port ICaptureSink.PutAsync 20%: throw IOException "no route to host"
    /// </code>
    /// </summary>
    /// <exception cref="FaultScriptException">With every faulty line.</exception>
    public static FaultScript Parse(string text) => ScriptParser.Parse(text);

    /// <summary>Begins a script in C#.</summary>
    public static FaultScriptBuilder Seeded(long seed) => new(seed);

    /// <inheritdoc />
    public bool Equals(FaultScript? other) => other is not null && Seed == other.Seed && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Seed, Rules.Length);

    /// <summary>The script's text; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() =>
        string.Join('\n', Rules.Select(rule => rule.ToString()).Prepend($"seed {Seed}"));
}
