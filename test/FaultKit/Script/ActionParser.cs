using System.Globalization;

namespace EdgeActors.FaultKit;

/// <summary>Reads what comes after the colon.</summary>
internal static class ActionParser
{
    private const int MostMessages = 1000;

    public static FaultAction Parse(string text)
    {
        Words words = new(text);
        string name = words.Take("the action", "crash");
        FaultAction action = name switch
        {
            "crash" => new FaultAction.Crash(),
            "drop" => new FaultAction.Drop(),
            "duplicate" => new FaultAction.Duplicate(words.AtEnd ? 1 : Messages(words.Take())),
            "delay" => new FaultAction.Delay(Time(words)),
            "reorder" => new FaultAction.Reorder(words.AtEnd || words.Peek() == "within" ? 1 : Messages(words.Take()), Within(words)),
            "kill" => new FaultAction.Kill(),
            "throw" => new PortAction.Throw(Failure(words)),
            "disk-full" => new PortAction.DiskFull(),
            "hang" => new PortAction.Hang(),
            "slow" => new PortAction.Slow(Time(words)),
            "half-write" => words.AtEnd ? new PortAction.HalfWrite() : new PortAction.HalfWrite(Percent(words.Take())),
            "wrong-bytes" => new PortAction.WrongBytes(),
            _ => throw new FaultScriptException(
                $"'{name}' is no action; actors have {Names(FaultPlace.Actor)}; ports have {Names(FaultPlace.Port)}."),
        };
        words.End($"'{action}'");
        return action;
    }

    public static string Names(FaultPlace place) => place == FaultPlace.Actor
        ? "crash, drop, duplicate, delay, reorder, kill"
        : "throw, disk-full, hang, slow, half-write, wrong-bytes, kill";

    private static TimeRange Time(Words words)
    {
        string word = words.Take("the time", "delay 50ms");
        return TimeRange.TryParse(word)
            ?? throw new FaultScriptException($"'{word}' is no time up to a day; write '50ms', '1.5s', '2min', '1h' or a range as '10ms..2s'.");
    }

    private static TimeSpan Within(Words words) => words.TryTake("within") ? Time(words).Most : FaultAction.Reorder.UsualWithin;

    private static int Messages(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= MostMessages
            ? count
            : throw new FaultScriptException($"'{word}' is no number of messages; write a whole number from 1 to {MostMessages}.");

    private static int Percent(string word) =>
        word.EndsWith('%') && int.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int percent) && percent < 100
            ? percent
            : throw new FaultScriptException($"'{word}' is no part of a write; write a percentage from 0% to 99%.");

    private static ExceptionRecipe Failure(Words words)
    {
        string type = words.AtEnd || words.Peek().StartsWith('"') ? "" : words.Take();
        string message = words.AtEnd ? "" : words.Take();
        if (message.Length > 0 && message[0] != '"')
        {
            throw new FaultScriptException($"'{message}' after the exception is no message; put it into quotes.");
        }

        ExceptionRecipe recipe = new(type, "", message.Length > 1 ? message[1..^1] : "injected");
        int open = type.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && type.EndsWith(')') ? recipe with { Type = type[..open], Value = type[(open + 1)..^1] } : recipe;
    }
}
