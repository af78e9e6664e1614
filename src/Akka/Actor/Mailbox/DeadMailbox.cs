namespace Akka.Actor;

/// <summary>What becomes of system messages that reach a dead ref: only a watcher must hear back.</summary>
internal static class DeadMailbox
{
    public static void Answer(SystemMessage message)
    {
        if (message is Watch watch)
        {
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false));
        }
    }
}
