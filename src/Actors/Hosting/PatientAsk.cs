using Akka.Actor;
using Akka.Hosting;

namespace EdgeActors.Hosting;

/// <summary>Tells an actor something that it confirms.</summary>
internal static class PatientAsk
{
    // An actor that starts answers once it has read its journal; nobody hurries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether the actor has answered with a <typeparamref name="TConfirmation"/>; false when it answers otherwise, or not in time.</summary>
    public static async Task<bool> ConfirmAsync<TKey, TConfirmation>(
        this IRequiredActor<TKey> required, object message, CancellationToken cancelled)
    {
        IActorRef actor = await required.GetAsync(cancelled);
        try
        {
            return await actor.Ask<object>(message, Patience, cancelled) is TConfirmation;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
