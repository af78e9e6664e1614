namespace EdgeActors.FaultKit;

/// <summary>Reads <c>at (actor|port) NAME [on TYPE] [from PATH] [#N|#N..M] [every N] [P%] [before|after]: ACTION</c>.</summary>
internal static class RuleParser
{
    private const string Example = "at actor /user/a on Ping #3 before: crash";

    public static FaultRule Parse(string line)
    {
        int colon = Colon(line);
        Words words = new(line[..colon]);
        if (!words.TryTake("at"))
        {
            throw new FaultScriptException($"a rule begins with 'at', not '{words.Peek()}'; write it as in '{Example}'.");
        }

        FaultPlace place = Place(words.Take("the place", Example));
        NamePattern name = Name(place, words.Take("the name", Example));
        NamePattern what = NamePattern.Any;
        NamePattern from = NamePattern.Any;
        if (words.TryTake("on"))
        {
            what = Only(place, "on", Pattern(words.Take("the message's type after 'on'", Example)));
        }

        if (words.TryTake("from"))
        {
            from = Only(place, "from", NamePattern.Of(words.Take("the sender's path after 'from'", "from /user/b")));
        }

        FaultOccasion occasion = OccasionParser.Take(words);
        FaultMoment moment = words.TryTake("after") ? FaultMoment.After : FaultMoment.Before;
        _ = moment == FaultMoment.Before && words.TryTake("before");
        words.End(occasion == FaultOccasion.Always ? "the name" : "the occasion");
        FaultAction action = ActionParser.Parse(line[(colon + 1)..]);
        return new FaultRule(place, name, what, from, occasion, moment, Fitting(action, place, moment));
    }

    // A path may hold a colon, so the one that ends the head is the first with a space or the line's end behind it.
    private static int Colon(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon >= 0 ? colon : throw new FaultScriptException($"there is no ': ' before an action; write the rule as in '{Example}'.");
    }

    private static FaultPlace Place(string word) => word switch
    {
        "actor" => FaultPlace.Actor,
        "port" => FaultPlace.Port,
        _ => throw new FaultScriptException($"'{word}' is no place; write 'actor' or 'port'."),
    };

    private static NamePattern Name(FaultPlace place, string word)
    {
        bool path = word.TrimStart('=').StartsWith('/') || word.StartsWith('*');
        return place == FaultPlace.Port || path
            ? Pattern(word)
            : throw new FaultScriptException($"'{word}' is no actor's path; begin it with '/', as in '/user/a', or write '**' for every actor.");
    }

    // For types and ports, which have no parts, a lone star means any as well.
    private static NamePattern Pattern(string word) => NamePattern.Of(word == "*" ? "**" : word);

    private static NamePattern Only(FaultPlace place, string word, NamePattern pattern) => place == FaultPlace.Actor
        ? pattern
        : throw new FaultScriptException($"'{word}' is for actors; a port's rule names the method, as in 'at port ISink.PutAsync'.");

    private static FaultAction Fitting(FaultAction action, FaultPlace place, FaultMoment moment)
    {
        if (action.Fits(place, moment))
        {
            return action;
        }

        FaultMoment other = moment == FaultMoment.Before ? FaultMoment.After : FaultMoment.Before;
        throw new FaultScriptException(action.Fits(place, other)
            ? $"'{action}' cannot happen {Lower(moment)}; write '{Lower(other)}'."
            : $"'{action}' is not for {(place == FaultPlace.Actor ? "actors" : "ports")}; choose one of {ActionParser.Names(place)}.");
    }

    private static string Lower(FaultMoment moment) => moment == FaultMoment.After ? "after" : "before";
}
