using System.IO.Enumeration;

namespace Akka.Actor;

/// <summary>A message on its way along a selection.</summary>
internal static class SelectionMessage
{
    public static void Deliver(IInternalActorRef anchor, ReadOnlySpan<string> elements, object message, IActorRef sender)
    {
        if (elements.IsEmpty)
        {
            anchor.Tell(message, sender);
            return;
        }

        var rest = elements[1..];
        switch (elements[0])
        {
            case "..":
                Deliver(anchor.Parent, rest, message, sender);
                break;
            case var pattern when pattern.AsSpan().ContainsAny('*', '?'):
                foreach (var child in anchor.Children.Where(child => FileSystemName.MatchesSimpleExpression(pattern, child.Path.Name, ignoreCase: false)))
                {
                    Deliver(child, rest, message, sender);
                }

                break;
            case var name:
                DeliverToChild(anchor, name, rest, message, sender);
                break;
        }
    }

    private static void DeliverToChild(IInternalActorRef anchor, string name, ReadOnlySpan<string> rest, object message, IActorRef sender)
    {
        var child = anchor.Child(name);
        if (!child.IsNobody())
        {
            Deliver(child, rest, message, sender);
        }
        else if (message is Identify identify)
        {
            sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
        }
        else if (anchor is LocalActorRef local)
        {
            local.Cell.SystemImpl.DeadLetters.Tell(message, sender);
        }
    }
}

internal static class SelectionParser
{
    public static ActorSelection Select(ActorSystemImpl system, IActorRef self, string path)
    {
        if (ActorPath.TryParse(path, out var absolute))
        {
            return new ActorSelection(system.RootGuardian, absolute.Elements);
        }

        return path.StartsWith('/') ? new ActorSelection(system.RootGuardian, path) : new ActorSelection(self, path);
    }
}
