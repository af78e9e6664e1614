using System.Globalization;

namespace EdgeActors.FaultKit;

/// <summary>Reads scripts line by line and reports every faulty line at once.</summary>
internal static class ScriptParser
{
    public static FaultScript Parse(string text)
    {
        List<string> faults = [];
        List<FaultRule> rules = [];
        long? seed = null;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            try
            {
                if (line.StartsWith("seed ", StringComparison.Ordinal))
                {
                    seed = seed is null ? Seed(line[5..]) : throw new FaultScriptException("there is a seed already; keep one.");
                }
                else if (line.Length > 0 && line[0] != '#')
                {
                    rules.Add(RuleParser.Parse(line));
                }
            }
            catch (FaultScriptException wrong)
            {
                faults.Add($"line {i + 1}: {wrong.Message}");
            }
        }

        return faults.Count == 0
            ? new FaultScript(seed ?? FaultScript.DefaultSeed, [.. rules])
            : throw new FaultScriptException(string.Join(Environment.NewLine, faults));
    }

    private static long Seed(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed)
            ? seed
            : throw new FaultScriptException($"'{text}' is no seed; write a whole number, as in 'seed 42'.");
}
