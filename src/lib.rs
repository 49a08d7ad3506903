//! The browser half of Meadow.
