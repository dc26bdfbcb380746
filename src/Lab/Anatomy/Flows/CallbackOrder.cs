namespace HonestAsync.Lab;

/// <summary>An order in three steps, in callback style: each step calls back with an error or null.</summary>
internal static class CallbackOrder
{
    public static void Place(Action<Action<Exception?>>[] steps, Action<Exception?> done)
    {
        steps[0](error =>
        {
            if (error is not null)
            {
                done(error);
                return;
            }
            steps[1](error =>
            {
                if (error is not null)
                {
                    done(error);
                    return;
                }
                steps[2](error =>
                {
                    if (error is not null)
                    {
                        done(error);
                        return;
                    }
                    done(null);
                });
            });
        });
    }
}
