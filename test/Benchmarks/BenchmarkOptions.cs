using System.Globalization;

namespace EdgeActors.Benchmarks;

/// <summary>How long to measure.</summary>
/// <param name="Seconds">Length of one slice, default 2.</param>
/// <param name="Rounds">Pairs of slices, default 7; ratios are medians over them.</param>
/// <param name="Only">Runs only the scenarios whose name holds this.</param>
/// <param name="SyncDelay">How much longer than the disk's every fsync takes, in the agent as in what it is compared with; default 0.</param>
/// <param name="Agent">More options for the agent's command line, separated by blanks.</param>
internal sealed record BenchmarkOptions(double Seconds = 2, int Rounds = 7, string Only = "", TimeSpan SyncDelay = default, string Agent = "")
{
    /// <summary>The words of <see cref="Agent"/>.</summary>
    public string[] AgentWords => Agent.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a scenario is to be run.</summary>
    public bool Wants(string scenario) => scenario.Contains(Only, StringComparison.Ordinal);

    public static BenchmarkOptions Parse(IEnumerable<string> arguments)
    {
        BenchmarkOptions options = new();
        string[] words = [.. arguments];
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            options = words[i] switch
            {
                "--seconds" => options with { Seconds = double.Parse(words[i + 1], CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(words[i + 1], CultureInfo.InvariantCulture) },
                "--only" => options with { Only = words[i + 1] },
                "--sync-delay" => options with { SyncDelay = TimeSpan.FromMilliseconds(double.Parse(words[i + 1], CultureInfo.InvariantCulture)) },
                "--agent" => options with { Agent = words[i + 1] },
                _ => throw new ArgumentException($"unknown option {words[i]}; known are --seconds, --rounds, --only, --sync-delay and --agent"),
            };
        }

        return options;
    }
}
